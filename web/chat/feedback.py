"""A resident's mark on a reply: read from a form or a program, tied to the message it is about, and stored masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from knowledge.feedback import REASONS, Feedback, Verdict, explain, give_feedback
from knowledge.reply import Choice
from knowledge.sentence import sentences
from knowledge.store import transaction
from web.chat.chat_request import TOO_LONG, read_session
from web.conversation import MAX_CHARACTERS
from web.message_log import MessageRow
from web.privacy import mask
from web.problem import Problem, ProblemError

UNKNOWN_VERDICT = Problem(422, "評価を読み取れません", "verdict は solved、unsolved、contradicted のどれかにしてください。")
UNKNOWN_MESSAGE = Problem(404, "評価する返答が見つかりません", "session_id と message_id をお確かめのうえ、もう一度お送りください。")


@dataclass(frozen=True)
class Why:
    """The question to who was not helped, and the reasons to tap."""

    question: str
    reasons: tuple[Choice, ...]


def ask_why(language: str) -> Why:
    """The question in the page's language; a reason is sent in Japanese, as staff read it."""
    say, stored = sentences(language), sentences("ja")
    return Why(say.say("ask_reason"), tuple(Choice(say.say(key), stored.say(key)) for key in REASONS))


def take_feedback(engine: Engine, sent: Mapping[str, Any]) -> None:
    """Store the mark, or add a reason told later to it; ProblemError when it is about no message of that session."""
    session = read_session(sent.get("session_id"))
    message = _message(engine, session, sent.get("message_id"))
    verdict, comment = _verdict(sent.get("verdict")), _comment(sent.get("comment"))
    if comment and verdict is Verdict.UNSOLVED and explain(engine, session, message.id, comment):
        return
    give_feedback(
        engine,
        Feedback(
            session=session,
            verdict=verdict,
            municipality=message.municipality,
            entry_id=message.entry_id,
            question=message.text,
            comment=comment,
            message_id=message.id,
        ),
    )


def _message(engine: Engine, session: str, number: object) -> MessageRow:
    if isinstance(number, bool) or not str(number).isascii() or not str(number).isdigit() or len(str(number)) > 15:
        raise ProblemError(UNKNOWN_MESSAGE)
    with transaction(engine) as work:
        row = work.get(MessageRow, int(str(number)))
    if row is None or row.session != session:
        raise ProblemError(UNKNOWN_MESSAGE)
    return row


def _verdict(value: object) -> Verdict:
    try:
        return Verdict(str(value))
    except ValueError:
        raise ProblemError(UNKNOWN_VERDICT) from None


def _comment(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    if len(value) > MAX_CHARACTERS:
        raise ProblemError(TOO_LONG)
    return mask(value.strip()).text
