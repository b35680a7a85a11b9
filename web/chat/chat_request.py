"""What residents' pages and programs send, read and checked; ProblemError says in plain Japanese what is wrong."""

import re
from typing import Any

from flask import Request

from knowledge.text.normal import visible
from web.conversation import MAX_CHARACTERS, is_too_long
from web.language import CODES
from web.problem import Problem, ProblemError
from web.rasa_client import Message

SESSION = re.compile(r"[\w.:-]{1,64}", re.ASCII)

NOT_JSON = Problem(400, "送られた内容を読み取れません", "文字コードをUTF-8、形式をJSONにして、もう一度お送りください。")
WRONG_TYPE = Problem(415, "この形式では受け付けていません", "Content-Type を application/json にして、もう一度お送りください。")
BAD_SESSION = Problem(422, "session_id がありません", "session_id は、英数字と . _ : - からなる1〜64文字にしてください。")
EMPTY = Problem(422, "質問が入力されていません", "知りたいことを入力してから、もう一度お送りください。")
TOO_LONG = Problem(413, "質問が長すぎます", f"{MAX_CHARACTERS}文字以内に短くして、もう一度お送りください。")
UNKNOWN_CITY = Problem(422, "この市は取り扱っていません", "municipality をお確かめのうえ、もう一度お送りください。")
UNKNOWN_LANGUAGE = Problem(422, "この言語は取り扱っていません", "language をお確かめのうえ、もう一度お送りください。")


def read_chat_request(request: Request, served: tuple[str, ...]) -> Message:
    """The message of POST /api/chat."""
    body = read_body(request)
    return Message(
        session=read_session(body.get("session_id")),
        text=read_text(body.get("message")),
        municipality=one_of(body.get("municipality"), served, UNKNOWN_CITY),
        language=one_of(body.get("language"), CODES, UNKNOWN_LANGUAGE) or "ja",
        channel="web",
    )


def read_body(request: Request) -> dict[str, Any]:
    """The JSON object a program sent."""
    if not request.is_json:
        raise ProblemError(WRONG_TYPE)
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise ProblemError(NOT_JSON)
    return body


def read_session(value: object) -> str:
    """A session's id, as given."""
    if not isinstance(value, str) or not SESSION.fullmatch(value):
        raise ProblemError(BAD_SESSION)
    return value


def read_text(value: object) -> str:
    """A message without invisible characters, 1–500 characters long; who tells of danger is heard at any length."""
    if not isinstance(value, str):
        raise ProblemError(EMPTY)
    if is_too_long(value.replace("\r\n", "\n")):
        raise ProblemError(TOO_LONG)
    text = visible(value).strip()
    if not text:
        raise ProblemError(EMPTY)
    return text


def one_of(value: object, known: tuple[str, ...], problem: Problem) -> str | None:
    """A value that must be one of those known; None and "" stand for no choice."""
    if value is None or value == "":
        return None
    if value not in known:
        raise ProblemError(problem)
    return str(value)
