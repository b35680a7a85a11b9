"""The turns of a conversation on the page, kept for a day: what is shown after a reload, and the guard against asking twice."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.errors import KnowledgeError
from knowledge.store import Base, now, transaction

KEPT_HOURS = 24
SHOWN_TURNS = 50
WAIT_SECONDS = 6.0
_POLL_SECONDS = 0.1


class TurnRow(Base):
    """A masked question and the reply to it; None while the reply is being made."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("session", "request"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    session: Mapped[str] = mapped_column(String(64), index=True)
    request: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text)
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


@dataclass(frozen=True)
class Turn:
    """One question and its reply, as shown. `request` is the page's own name for the sending."""

    request: str
    question: str
    reply: dict[str, Any]


def begin(engine: Engine, session: str, request: str, question: str) -> bool:
    """Note that a question is being asked; False when this very sending was begun before."""
    try:
        with transaction(engine) as work:
            if _row(work, session, request):
                return False
            work.add(TurnRow(session=session, request=request, question=question))
    except KnowledgeError:
        # Two sendings at once: the database let only one of them in.
        if find(engine, session, request) is None:
            raise
        return False
    return True


def finish(engine: Engine, session: str, request: str, reply: dict[str, Any]) -> None:
    """Keep the reply to a question that was begun."""
    with transaction(engine) as work:
        row = _row(work, session, request)
        if row:
            row.reply = reply


def await_reply(engine: Engine, session: str, request: str, *, seconds: float = WAIT_SECONDS) -> Turn | None:
    """The turn of a sending begun before, once its reply is there; None when it doesn't come in time."""
    end = time.monotonic() + seconds
    while True:
        row = find(engine, session, request)
        if row is None or row.reply is not None:
            return _turn(row) if row else None
        if time.monotonic() > end:
            return None
        time.sleep(_POLL_SECONDS)


def find(engine: Engine, session: str, request: str) -> TurnRow | None:
    """What is kept of a sending."""
    with transaction(engine) as work:
        return _row(work, session, request)


def turns(engine: Engine, session: str) -> tuple[Turn, ...]:
    """The conversation's newest turns, oldest first."""
    with transaction(engine) as work:
        chosen = select(TurnRow).where(TurnRow.session == session, TurnRow.reply.is_not(None), TurnRow.at >= now() - timedelta(hours=KEPT_HOURS))
        rows = work.scalars(chosen.order_by(TurnRow.id.desc()).limit(SHOWN_TURNS)).all()
    return tuple(_turn(row) for row in reversed(rows))


def forget_old_turns(engine: Engine) -> None:
    """Erase the turns that are kept no longer."""
    with transaction(engine) as work:
        work.execute(delete(TurnRow).where(TurnRow.at < now() - timedelta(hours=KEPT_HOURS)))


def forget(engine: Engine, session: str) -> None:
    """Erase a conversation's turns."""
    with transaction(engine) as work:
        work.execute(delete(TurnRow).where(TurnRow.session == session))


def _row(work: Session, session: str, request: str) -> TurnRow | None:
    return work.scalar(select(TurnRow).where(TurnRow.session == session, TurnRow.request == request))


def _turn(row: TurnRow) -> Turn:
    return Turn(row.request, row.question, row.reply or {})
