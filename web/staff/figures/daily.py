"""Counts of questions by day and month, added up once as messages come in, so that any period shows at once; they stay when messages are purged."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Engine, String, UniqueConstraint, case, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, transaction
from web.message_log import MessageRow

# Upper ends of the answering time's steps, in milliseconds; what is slower counts under SLOWEST.
SPEEDS = (20, 50, 100, 200, 500, 1_000, 2_000, 3_000, 5_000)
SLOWEST = 30_000
# So many messages are added up at once; a page asks for no more than it can wait for.
STEP = 100_000


class DailyRow(Base):
    """A day's count of one kind of question. Days are Japan's."""

    __tablename__ = "staff_daily"
    __table_args__ = (UniqueConstraint("day", "municipality", "channel", "language", "resolution", "speed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    municipality: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    resolution: Mapped[str] = mapped_column(String(20))
    speed: Mapped[int]
    count: Mapped[int]


class DailyEntryRow(Base):
    """A day's count for one entry."""

    __tablename__ = "staff_daily_entry"
    __table_args__ = (UniqueConstraint("day", "municipality", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    municipality: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]


class MonthlyEntryRow(Base):
    """A month's count for one entry, so that a year need not be read day by day."""

    __tablename__ = "staff_monthly_entry"
    __table_args__ = (UniqueConstraint("month", "municipality", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    municipality: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]


class DailyMarkRow(Base):
    """One row: the last message that is added up."""

    __tablename__ = "staff_daily_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


_Counted = DailyRow | DailyEntryRow | MonthlyEntryRow


def add_up(engine: Engine, most: int = STEP) -> int:
    """Add up the next messages, at most so many; returns how many are left."""
    with transaction(engine) as session:
        mark = _mark(session)
        newest = session.scalar(select(func.max(MessageRow.id))) or 0
        upto = min(newest, mark.last + most)
        if upto > mark.last:
            span = (MessageRow.id > mark.last) & (MessageRow.id <= upto) & (MessageRow.channel != "staff")
            _add_questions(session, span)
            _add_entries(session, span)
            mark.last = upto
        return newest - upto


def _mark(session: Session) -> DailyMarkRow:
    """The mark, held against other processes until the transaction ends."""
    mark = session.get(DailyMarkRow, 1, with_for_update=True)
    if mark is None:
        mark = DailyMarkRow(id=1, last=0)
        session.add(mark)
    session.flush()
    return mark


def _add_questions(session: Session, span: ColumnElement[bool]) -> None:
    kinds = {"channel": MessageRow.channel, "language": MessageRow.language, "resolution": MessageRow.resolution, "speed": _speed()}
    _add(session, DailyRow, {"day": _day(session), "municipality": _city(), **kinds}, span)


def _add_entries(session: Session, span: ColumnElement[bool]) -> None:
    named, entry = span & MessageRow.entry_id.is_not(None), {"municipality": _city(), "entry_id": MessageRow.entry_id}
    _add(session, DailyEntryRow, {"day": _day(session), **entry}, named)
    _add(session, MonthlyEntryRow, {"month": func.substr(_day(session), 1, 7), **entry}, named)


def _add(session: Session, table: type[_Counted], keys: Mapping[str, Any], span: ColumnElement[bool]) -> None:
    """Count the messages of a span by keys, onto what is counted already."""
    chosen = select(*keys.values(), func.count()).where(span).group_by(*keys.values())
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    adding = insert(table).from_select([*keys, "count"], chosen)
    session.execute(adding.on_conflict_do_update(index_elements=list(keys), set_={"count": table.count + adding.excluded.count}))


def _city() -> ColumnElement[str]:
    return func.coalesce(MessageRow.municipality, "")


def _day(session: Session) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return func.date(MessageRow.at, literal_column("'+9 hours'"))
    return func.to_char(MessageRow.at + literal_column("interval '9 hours'"), literal_column("'YYYY-MM-DD'"))


def _speed() -> ColumnElement[int]:
    return case(*((MessageRow.milliseconds <= end, literal_column(str(end))) for end in SPEEDS), else_=literal_column(str(SLOWEST)))
