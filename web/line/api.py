"""LINE's Messaging API through the official SDK, one account each; its exceptions become ours here."""

from collections.abc import Callable, Sequence
from typing import Any

from linebot.v3.messaging import ApiClient, Configuration, MessagingApi
from linebot.v3.messaging.exceptions import ApiException
from linebot.v3.messaging.models import (
    MulticastRequest,
    PushMessageRequest,
    ReplyMessageRequest,
    RichMenuRequest,
    ShowLoadingAnimationRequest,
    ValidateMessageRequest,
)
from urllib3 import Retry
from urllib3.exceptions import ConnectTimeoutError, HTTPError, MaxRetryError, NewConnectionError

from web.line.errors import LineBusy, LineRefused, LineSilent, TokenRefused

CONNECT_SECONDS = 3.0
READ_SECONDS = 8.0
LINE_HOST = "https://api.line.me"
LINE_PICTURE_HOST = "https://api-data.line.me"

_CONFLICT = 409
_LOADING_SECONDS = 20

Messages = Sequence[dict[str, Any]]


class LineApi:
    """Calls LINE for one account; usable from many threads."""

    def __init__(self, access_token: str, host: str = LINE_HOST) -> None:
        # Every repetition is ours to decide: the SDK's client may make none.
        configuration = Configuration(host=host, access_token=access_token)
        configuration.retries = Retry(0, redirect=0)
        self._client = ApiClient(configuration)
        self._api = MessagingApi(self._client)
        self._api.line_base_path = host
        self._picture_host = LINE_PICTURE_HOST if host == LINE_HOST else host

    def reply(self, token: str, messages: Messages) -> None:
        """Answer with a reply token, free of charge. TokenRefused, LineBusy, LineSilent or LineRefused when it fails."""
        request = _built(ReplyMessageRequest, replyToken=token, messages=list(messages))
        try:
            _call(lambda: self._api.reply_message(request, _request_timeout=(CONNECT_SECONDS, READ_SECONDS)))
        except LineRefused as error:
            if "reply token" in str(error).lower():
                raise TokenRefused(str(error)) from None
            raise

    def push(self, to: str, messages: Messages, *, retry_key: str) -> None:
        """Send at our cost; with the same retry key LINE sends once only, however often it is asked."""
        request = _built(PushMessageRequest, to=to, messages=list(messages))
        _once(lambda: self._api.push_message(request, x_line_retry_key=retry_key, _request_timeout=(CONNECT_SECONDS, READ_SECONDS)))

    def multicast(self, to: Sequence[str], messages: Messages, *, retry_key: str) -> None:
        """Send the same to up to 500 users; once only for a retry key."""
        request = _built(MulticastRequest, to=list(to), messages=list(messages))
        _once(lambda: self._api.multicast(request, x_line_retry_key=retry_key, _request_timeout=(CONNECT_SECONDS, READ_SECONDS)))

    def show_loading(self, user: str) -> None:
        """Let the chat show that an answer is being looked for."""
        request = ShowLoadingAnimationRequest(chatId=user, loadingSeconds=_LOADING_SECONDS)
        _call(lambda: self._api.show_loading_animation(request, _request_timeout=(CONNECT_SECONDS, CONNECT_SECONDS)))

    def check(self, messages: Messages) -> None:
        """Let LINE check the messages without sending them. LineRefused when they are wrong."""
        request = _built(ValidateMessageRequest, messages=list(messages))
        _call(lambda: self._api.validate_reply(request))

    def messages_left(self) -> int | None:
        """How many billed messages LINE still allows this month; None without a limit."""
        quota = _call(self._api.get_message_quota)
        if quota.type != "limited":
            return None
        used = _call(self._api.get_message_quota_consumption).total_usage
        return max(0, int(quota.value) - int(used))

    def create_rich_menu(self, menu: dict[str, Any], image: bytes) -> str:
        """Create a rich menu with its picture (PNG) and show it to everybody; returns its id. LineRefused when LINE finds it wrong."""
        request = _built(RichMenuRequest, **menu)
        _call(lambda: self._api.validate_rich_menu_object(request))
        menu_id = str(_call(lambda: self._api.create_rich_menu(request)).rich_menu_id)
        _call(lambda: self._put_picture(menu_id, image))
        _call(lambda: self._api.set_default_rich_menu(menu_id))
        return menu_id

    def _put_picture(self, menu_id: str, image: bytes) -> None:
        # The SDK's own call knows LINE's host alone, so its client is told the address here.
        self._client.call_api(
            "/v2/bot/richmenu/{richMenuId}/content",
            "POST",
            path_params={"richMenuId": menu_id},
            header_params={"Content-Type": "image/png"},
            body=image,
            response_types_map={},
            auth_settings=["Bearer"],
            _host=self._picture_host,
        )

    def rich_menus(self) -> dict[str, str]:
        """The names of the account's rich menus by id."""
        return {menu.rich_menu_id: menu.name for menu in _call(self._api.get_rich_menu_list).richmenus}

    def delete_rich_menu(self, menu_id: str) -> None:
        """Delete a rich menu."""
        _call(lambda: self._api.delete_rich_menu(menu_id))


def _built(kind: Any, **values: Any) -> Any:
    try:
        return kind.from_dict(values)
    except ValueError as error:
        raise LineRefused(400, f"{kind.__name__}: {type(error).__name__}") from None


def _once(call: Callable[[], Any]) -> None:
    try:
        _call(call)
    except LineRefused as error:
        # The key was used before: LINE has sent it already.
        if error.status != _CONFLICT:
            raise


def _call(call: Callable[[], Any]) -> Any:
    """Make a call with every failure of the SDK turned into ours."""
    try:
        return call()
    except ApiException as error:
        raise _failure(error) from None
    except (NewConnectionError, ConnectTimeoutError) as error:
        raise LineBusy(type(error).__name__) from None
    except MaxRetryError as error:
        kind = type(error.reason).__name__
        raise (LineBusy(kind) if isinstance(error.reason, (NewConnectionError, ConnectTimeoutError)) else LineSilent(kind)) from None
    except HTTPError as error:
        raise LineSilent(type(error).__name__) from None


def _failure(error: ApiException) -> LineBusy | LineRefused:
    status = int(error.status or 0)
    text, headers = str(error.body or ""), error.headers or {}
    # LINE's support asks for this number.
    request = f"x-line-request-id={headers.get('X-Line-Request-Id', '')}"
    if status >= 500 or (status == 429 and "monthly limit" not in text):
        return LineBusy(f"{status} {request}", _seconds(headers.get("Retry-After")))
    return LineRefused(status, f"{'monthly limit' if status == 429 else text[:200]} {request}")


def _seconds(value: str | None) -> float:
    return float(value) if value and value.isdigit() else 0.0
