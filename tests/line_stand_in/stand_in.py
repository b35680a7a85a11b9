"""A stand-in for LINE's Messaging API on loopback, as strict as LINE's OpenAPI description; also serves as the simulator's platform."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, abort, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.line_stand_in.line_schema import operation, problems
from tests.line_stand_in.platform_state import Platform, Sent

ACCESS_TOKEN = "stand-in-access-token"
RETRY_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_PICTURE_BYTES = 1_000_000
QUOTA_MESSAGE = "You have reached your monthly limit."


def create_stand_in(platform: Platform) -> Flask:
    app = Flask("line_stand_in")
    app.json.ensure_ascii = False
    app.before_request(lambda: _checked(platform))
    app.after_request(lambda response: _spoiled(platform, response))
    _add_sending(app, platform)
    _add_menus(app, platform)
    _add_reading(app, platform)
    return app


def _refuse(platform: Platform, status: int, message: str) -> Response:
    with platform.lock:
        platform.refused.append(f"{status} {request.path} {message}")
    return _error(status, message)


def _error(status: int, message: str) -> Response:
    response = jsonify({"message": message})
    response.status_code = status
    response.headers["X-Line-Request-Id"] = str(uuid.uuid4())
    return response


def _checked(platform: Platform) -> Response | None:
    """Refuse what LINE's description doesn't know, then play a fault if one is due before the call acts."""
    if not request.path.startswith(("/v2/", "/bot/")):
        return None
    with platform.lock:
        platform.calls[request.path] += 1
    found = operation(request.method, request.path)
    if found is None:
        return _refuse(platform, 404, "Not found")
    if request.headers.get("Authorization") != f"Bearer {ACCESS_TOKEN}":
        return _refuse(platform, 401, "Authentication failed. Confirm that the access token in the authorization header is valid.")
    if _wrong_retry_key(request.path, request.headers.get("X-Line-Retry-Key")):
        return _refuse(platform, 400, "The retry key is not valid here")
    wrong = problems(found[1], request.get_json(silent=True)) if found[1] else []
    if wrong:
        return _refuse(platform, 400, "; ".join(wrong[:3]))
    return _fault(platform)


def _wrong_retry_key(path: str, key: str | None) -> bool:
    """Retry keys are UUIDs, and for calls that are billed alone."""
    return key is not None and (path.endswith("/reply") or not RETRY_KEY.fullmatch(key))


def _fault(platform: Platform) -> Response | None:
    fault = platform.next_fault(request.path)
    if fault is None:
        return None
    if fault.after:
        request.environ["stand_in.fault"] = fault
        return None
    time.sleep(fault.seconds)
    response = _error(fault.status, fault.message)
    response.headers.update(fault.headers)
    return response


def _spoiled(platform: Platform, response: Response) -> Response:
    """The call has acted, but its caller learns something else."""
    fault = request.environ.get("stand_in.fault")
    if fault is None:
        return response
    time.sleep(fault.seconds)
    return _error(fault.status, fault.message) if fault.status else response


def _add_sending(app: Flask, platform: Platform) -> None:
    @app.post("/v2/bot/message/reply")
    def reply() -> Response:
        body = request.get_json()
        chat = platform.use_token(body["replyToken"])
        if chat is None:
            return _error(400, "Invalid reply token")
        return _accept(platform, Sent("reply", chat, body["messages"], token=body["replyToken"]))

    @app.post("/v2/bot/message/push")
    def push() -> Response:
        body = request.get_json()
        return _accept_billed(platform, Sent("push", body["to"], body["messages"], retry_key=_retry_key()), 1)

    @app.post("/v2/bot/message/multicast")
    def multicast() -> Response:
        body = request.get_json()
        reached = [to for to in body["to"] if to not in platform.blocked]
        return _accept_billed(platform, Sent("multicast", ",".join(reached), body["messages"], retry_key=_retry_key()), len(reached))

    @app.post("/v2/bot/chat/loading/start")
    def loading() -> tuple[Response, int]:
        with platform.lock:
            platform.loading.append(request.get_json()["chatId"])
        return jsonify({}), 202

    @app.post("/v2/bot/message/validate/<kind>")
    def validate(kind: str) -> Response:
        return jsonify({})


def _retry_key() -> str:
    return request.headers.get("X-Line-Retry-Key", "")


def _accept(platform: Platform, sent: Sent) -> Response:
    with platform.lock:
        platform.sent.append(sent)
    return jsonify({"sentMessages": [{"id": str(time.time_ns()), "quoteToken": uuid.uuid4().hex} for _ in sent.messages]})


def _accept_billed(platform: Platform, sent: Sent, messages: int) -> Response:
    with platform.lock:
        if sent.retry_key and sent.retry_key in platform.retry_keys:
            refused = _error(409, "The retry key is already accepted")
            refused.headers["X-Line-Accepted-Request-Id"] = platform.retry_keys[sent.retry_key]
            return refused
        if platform.quota is not None and platform.used + messages > platform.quota:
            return _error(429, QUOTA_MESSAGE)
        platform.used += messages
        if sent.retry_key:
            platform.retry_keys[sent.retry_key] = str(uuid.uuid4())
        if sent.kind == "multicast":
            platform.sent.append(sent)
            return jsonify({})
    return _accept(platform, sent)


def _add_menus(app: Flask, platform: Platform) -> None:
    @app.post("/v2/bot/richmenu")
    def create() -> Response:
        menu_id = f"richmenu-{uuid.uuid4().hex}"
        platform.rich_menus[menu_id] = request.get_json()
        return jsonify({"richMenuId": menu_id})

    @app.post("/v2/bot/richmenu/validate")
    def validate_menu() -> Response:
        return jsonify({})

    @app.post("/v2/bot/richmenu/<menu_id>/content")
    def picture(menu_id: str) -> Response:
        if menu_id not in platform.rich_menus:
            return _error(404, "Not found")
        if request.mimetype not in ("image/png", "image/jpeg") or len(request.get_data()) > MAX_PICTURE_BYTES:
            return _refuse(platform, 400, "The picture is no PNG or JPEG of at most 1 MB")
        platform.pictures[menu_id] = request.get_data()
        return jsonify({})

    @app.post("/v2/bot/user/all/richmenu/<menu_id>")
    def default(menu_id: str) -> Response:
        if menu_id not in platform.pictures:
            return _error(400, "must upload richmenu image before applying it to user")
        platform.default_menu = menu_id
        return jsonify({})

    @app.get("/v2/bot/richmenu/list")
    def menus() -> Response:
        return jsonify({"richmenus": [{"richMenuId": key, **menu} for key, menu in platform.rich_menus.items()]})

    @app.delete("/v2/bot/richmenu/<menu_id>")
    def remove(menu_id: str) -> Response:
        platform.rich_menus.pop(menu_id, None)
        return jsonify({})


def _add_reading(app: Flask, platform: Platform) -> None:
    @app.get("/v2/bot/message/quota")
    def quota() -> Response:
        return jsonify({"type": "none"} if platform.quota is None else {"type": "limited", "value": platform.quota})

    @app.get("/v2/bot/message/quota/consumption")
    def consumption() -> Response:
        return jsonify({"totalUsage": platform.used})

    @app.get("/v2/bot/profile/<user_id>")
    def profile(user_id: str) -> Response:
        if user_id in platform.blocked:
            return _error(404, "Not found")
        return jsonify({"userId": user_id, "displayName": f"利用者{user_id[-4:]}", "language": "ja"})

    @app.get("/v2/bot/message/<message_id>/content")
    def content(message_id: str) -> Response:
        return Response(b"\x89PNG\r\n\x1a\n", mimetype="image/png") if message_id.isdecimal() else abort(404)


class _QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running(app: Flask, port: int = 0) -> Iterator[str]:
    """The app on a loopback port, in a thread; gives its address."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
