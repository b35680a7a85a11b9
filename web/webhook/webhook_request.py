"""The body of POST /webhook/<channel>: the chat API's request, with an id for the message where replies go to a callback."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from knowledge.sentence import languages
from knowledge.text.normal import visible
from web.privacy import mask
from web.problem import Problem, ProblemError
from web.rasa_client import Message

NOT_JSON = Problem(400, "送られた内容を読み取れません", "文字コードをUTF-8、形式をJSONにして、もう一度お送りください。")
EMPTY = Problem(422, "質問が入力されていません", "知りたいことを入力してから、もう一度お送りください。")
UNKNOWN_CITY = Problem(422, "この市は取り扱っていません", "municipality をお確かめのうえ、もう一度お送りください。")
UNKNOWN_LANGUAGE = Problem(422, "この言語は取り扱っていません", "language をお確かめのうえ、もう一度お送りください。")

_TEXT = {
    "session_id": "session_id は、英数字と . _ : - からなる1〜64文字にしてください。",
    "message": "message は、1〜500文字の文字列にしてください。",
    "id": "id は、1〜64文字の文字列にしてください。",
}


@checked(config=ConfigDict(extra="ignore", frozen=True))
class _Body:
    session_id: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]
    message: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=500)]
    municipality: str | None = None
    language: str | None = None
    id: Annotated[str | None, Field(min_length=1, max_length=64)] = None


@dataclass(frozen=True)
class WebhookRequest:
    """The message asked, and the sender's id for it, if any."""

    message: Message
    id: str | None


def read_webhook_request(raw: bytes, channel: str, served: tuple[str, ...]) -> WebhookRequest:
    """The request in a body; ProblemError for anything the interface doesn't take."""
    body = _parsed(raw)
    text = mask(visible(body.message).strip()).text
    if not text:
        raise ProblemError(EMPTY)
    municipality = _one_of(body.municipality, served, UNKNOWN_CITY)
    language = _one_of(body.language, languages(), UNKNOWN_LANGUAGE) or "ja"
    return WebhookRequest(Message(body.session_id, text, municipality, language, channel), body.id)


def _parsed(raw: bytes) -> _Body:
    try:
        value: Any = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ProblemError(NOT_JSON) from None
    try:
        return TypeAdapter(_Body).validate_python(value)
    except ValidationError as error:
        raise ProblemError(_problem(error)) from None


def _problem(error: ValidationError) -> Problem:
    field = str((error.errors()[0]["loc"] or ("",))[0])
    if not field:
        return NOT_JSON
    status = 413 if error.errors()[0]["type"] == "string_too_long" and field == "message" else 422
    return Problem(status, "送られた内容に足りないところがあります", _TEXT.get(field, f"{field} は文字列にしてください。"))


def _one_of(value: str | None, known: tuple[str, ...], problem: Problem) -> str | None:
    if value and value not in known:
        raise ProblemError(problem)
    return value or None
