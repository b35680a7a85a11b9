"""Words taken back are erased wherever they were kept: log, marks, opinions, and staff's lists of them."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import now, transaction
from web.kept_words.forgetting import forget_copies
from web.line.inbox import LineEventRow, Step
from web.line.notice.table import forget_recipient
from web.message_log import MessageRow

BEGINNING = datetime(2000, 1, 1)


def erase_message(engine: Engine, account: str, message_id: str, session_name: str) -> bool:
    """Erase what one message left behind; False when the message never came."""
    found = select(LineEventRow).where(LineEventRow.account == account, LineEventRow.message_id == message_id, LineEventRow.type == "message")
    with transaction(engine) as session:
        row = session.scalar(found.limit(1))
        if row is None:
            return False
        asked, done, unfinished = row.asked, row.done or now(), row.step != Step.DONE
        if unfinished:
            row.step, row.outcome, row.sealed, row.messages, row.done = Step.DONE, "unsent", None, None, now()
    if asked:
        erase_words(engine, session_name, since=asked, until=done)
    return True


def erase_words(engine: Engine, session_name: str, *, since: datetime = BEGINNING, until: datetime | None = None) -> None:
    """Erase the words a conversation left between two moments. Figures stay countable, the words don't stay."""
    end, names = until or now(), _names(session_name)
    with transaction(engine) as session:
        messages = (MessageRow.session.in_(names), MessageRow.at >= since, MessageRow.at <= end)
        opinions = (OpinionRow.session.in_(names), OpinionRow.at >= since, OpinionRow.at <= end)
        asked = {row.id: row.text for row in session.scalars(select(MessageRow).where(*messages))}
        told = (*asked.values(), *session.scalars(select(OpinionRow.text).where(*opinions)))
        session.execute(update(MessageRow).where(*messages).values(text=""))
        session.execute(update(OpinionRow).where(*opinions).values(text="", question=None, withdrawn=True))
        _erase_quotations(session, names, asked)
        forget_copies(session, told)


def _names(session_name: str) -> tuple[str, str]:
    """What a conversation is called in the log, and by the dialogue."""
    return session_name, f"line:{session_name}"


def _erase_quotations(session: Session, names: tuple[str, str], asked: Mapping[int, str]) -> None:
    """Where marks and opinions quote what was asked."""
    quoting = FeedbackRow.session.in_(names) & (FeedbackRow.question.in_(asked.values()) | FeedbackRow.comment.in_(asked.values()))
    session.execute(update(FeedbackRow).where(FeedbackRow.message_id.in_(asked) | quoting).values(question=None, comment=None))
    session.execute(update(OpinionRow).where(OpinionRow.session.in_(names), OpinionRow.question.in_(asked.values())).values(question=None))


def forget_attempt(engine: Engine, session_name: str, *, since: datetime) -> None:
    """Drop what a try that died midway has logged, so that its question is not counted twice."""
    with transaction(engine) as session:
        session.execute(delete(MessageRow).where(MessageRow.session == session_name, MessageRow.at >= since))


def erase_conversation(engine: Engine, session_name: str) -> None:
    """Erase every word of a conversation and the finished events that lead to it; its figures stay, under no name."""
    erase_words(engine, session_name)
    names, nobody = _names(session_name), f"erased-{uuid.uuid4().hex}"
    with transaction(engine) as session:
        marks = update(FeedbackRow).where(FeedbackRow.session.in_(names))
        session.execute(marks.values(question=None, comment=None, session=nobody))
        session.execute(update(MessageRow).where(MessageRow.session.in_(names)).values(session=nobody))
        session.execute(update(OpinionRow).where(OpinionRow.session.in_(names)).values(session=nobody))
        session.execute(delete(LineEventRow).where(LineEventRow.turn == session_name, LineEventRow.step == Step.DONE))
        forget_recipient(session, session_name)
