"""Removing what residents left behind when its time is over; what each run removed is noted, kind by kind."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, DateTime, Engine, String, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import Base, now, transaction
from web.kept_words.forgetting import forget_orphans
from web.message_log import MessageRow
from web.retention import Kind, RetentionRow, kept_days
from web.staff.figures.daily import add_up
from web.staff.people.audit import Change, note
from web.staff.people.parked import forget_parked
from web.staff.questions.theme import ThemeRow

LONGEST_DAYS = 3_650
_BATCH = 5_000
_OLD = {
    Kind.QUESTIONS: lambda before: select(MessageRow.id).where(MessageRow.at < before),
    Kind.FEEDBACK: lambda before: select(FeedbackRow.id).where(FeedbackRow.at < before, _has_words()),
    Kind.OPINIONS: lambda before: select(OpinionRow.id).where(OpinionRow.at < before),
}


class PurgeRow(Base):
    """A run of the purge: when, which kind, for how many days back, how many it removed."""

    __tablename__ = "purge"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    kind: Mapped[str] = mapped_column(String(20))
    days: Mapped[int]
    removed: Mapped[int]
    by: Mapped[str] = mapped_column(String(80), default="worker")


def set_days(engine: Engine, days: Mapping[Kind, int], default: int, by: str) -> bool:
    """Keep each kind so many days from now on; False when that is what it was already."""
    before = kept_days(engine, default)
    changed = {kind: number for kind, number in days.items() if number != before[kind]}
    with transaction(engine) as session:
        for kind, number in changed.items():
            session.merge(RetentionRow(kind=kind.value, days=number, by=by, at=now()))
        if changed:
            note(session, Change(by, "retention", detail={kind.value: {"from": before[kind], "to": number} for kind, number in changed.items()}))
    return bool(changed)


def purge_due(engine: Engine, default: int, by: str = "worker") -> dict[Kind, int]:
    """Remove every kind whose time is over, and then every copy whose words nobody keeps any more; returns how many of each kind."""
    days = kept_days(engine, default)
    removed = {kind: purge(engine, kind, number, by) for kind, number in days.items()}
    with transaction(engine) as session:
        forget_orphans(session, now() - timedelta(days=days[Kind.QUESTIONS]))
        forget_parked(session)
    return removed


def purge(engine: Engine, kind: Kind, days: int, by: str = "worker") -> int:
    """Remove what is older than so many days, questions only after they are added up; returns how many."""
    while kind == Kind.QUESTIONS and add_up(engine) > 0:
        pass
    removed, before = 0, now() - timedelta(days=days)
    while step := _remove(engine, kind, before):
        removed += step
    with transaction(engine) as session:
        if kind == Kind.QUESTIONS:
            session.execute(delete(ThemeRow).where(ThemeRow.at < before))
        session.add(PurgeRow(at=now(), kind=kind.value, days=days, removed=removed, by=by))
    return removed


def waiting(engine: Engine, kind: Kind, days: int) -> int:
    """How many the next run will remove."""
    with transaction(engine) as session:
        return session.scalar(select(func.count()).select_from(_OLD[kind](now() - timedelta(days=days)).subquery())) or 0


def last_purges(engine: Engine) -> list[PurgeRow]:
    """The last runs, newest first."""
    with transaction(engine) as session:
        return list(session.scalars(select(PurgeRow).order_by(PurgeRow.id.desc()).limit(4 * len(Kind))))


def _remove(engine: Engine, kind: Kind, before: datetime) -> int:
    with transaction(engine) as session:
        old = list(session.scalars(_OLD[kind](before).limit(_BATCH)))
        if old:
            _ENDINGS[kind](session, old)
        return len(old)


def _has_words() -> ColumnElement[bool]:
    return or_(FeedbackRow.comment.is_not(None), FeedbackRow.question.is_not(None), FeedbackRow.session != "")


def _forget_words(session: Session, ids: list[int]) -> None:
    """A mark stays as a number, so that old figures stay right; who left it and what was written goes."""
    session.execute(update(FeedbackRow).where(FeedbackRow.id.in_(ids)).values(comment=None, question=None, session=""))


_ENDINGS: dict[Kind, Callable[[Session, list[int]], object]] = {
    Kind.QUESTIONS: lambda session, ids: session.execute(delete(MessageRow).where(MessageRow.id.in_(ids))),
    Kind.FEEDBACK: _forget_words,
    Kind.OPINIONS: lambda session, ids: session.execute(delete(OpinionRow).where(OpinionRow.id.in_(ids))),
}
