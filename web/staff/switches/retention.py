"""How long residents' words are kept at the desk: parked forms, themes and old jobs go by themselves; what each run removed is noted."""

from datetime import datetime, timedelta

from sqlalchemy import DateTime, Engine, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction
from web.message_log import MessageRow
from web.staff.figures.daily import add_up

_BATCH = 5_000


class PurgeRow(Base):
    """A run of the purge: when, for how many days back, how many messages it removed."""

    __tablename__ = "purge"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    days: Mapped[int]
    removed: Mapped[int]
    by: Mapped[str] = mapped_column(String(80), default="worker")


def purge(engine: Engine, days: int, by: str = "worker") -> int:
    """Remove messages older than so many days, after they are added up; returns how many."""
    while add_up(engine) > 0:
        pass
    removed = 0
    while step := _remove(engine, now() - timedelta(days=days)):
        removed += step
    with transaction(engine) as session:
        session.add(PurgeRow(at=now(), days=days, removed=removed, by=by))
    return removed


def _remove(engine: Engine, before: datetime) -> int:
    with transaction(engine) as session:
        old = session.scalars(select(MessageRow.id).where(MessageRow.at < before).limit(_BATCH)).all()
        if old:
            session.execute(delete(MessageRow).where(MessageRow.id.in_(old)))
        return len(old)


def last_purges(engine: Engine) -> list[PurgeRow]:
    """The last runs, newest first."""
    with transaction(engine) as session:
        return list(session.scalars(select(PurgeRow).order_by(PurgeRow.id.desc()).limit(10)))
