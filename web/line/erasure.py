"""Words taken back are erased wherever they were kept: log, marks, opinions, and the dialogue's own memory."""

from datetime import datetime

from sqlalchemy import Engine, delete, select, update

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import now, transaction
from web.line.inbox import LineEventRow, Step
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
    end = until or now()
    with transaction(engine) as session:
        theirs = (MessageRow.session == session_name, MessageRow.at >= since, MessageRow.at <= end)
        erased = tuple(session.scalars(select(MessageRow.id).where(*theirs)))
        session.execute(update(MessageRow).where(*theirs).values(text=""))
        session.execute(update(FeedbackRow).where(FeedbackRow.message_id.in_(erased)).values(question=None, comment=None))
        opinions = (OpinionRow.session == session_name, OpinionRow.at >= since, OpinionRow.at <= end)
        session.execute(update(OpinionRow).where(*opinions).values(text="", question=None, withdrawn=True))


def forget_attempt(engine: Engine, session_name: str, *, since: datetime) -> None:
    """Drop what a try that died midway has logged, so that its question is not counted twice."""
    with transaction(engine) as session:
        session.execute(delete(MessageRow).where(MessageRow.session == session_name, MessageRow.at >= since))


def erase_conversation(engine: Engine, session_name: str) -> None:
    """Erase every word of a conversation, and the finished events that lead to it."""
    erase_words(engine, session_name)
    with transaction(engine) as session:
        session.execute(update(FeedbackRow).where(FeedbackRow.session == session_name).values(question=None, comment=None))
        session.execute(delete(LineEventRow).where(LineEventRow.turn == session_name, LineEventRow.step == Step.DONE))
