"""Daily counts of questions, added up once as messages come in, so that any period shows at once; they stay when messages are purged."""

from sqlalchemy import ColumnElement, Engine, String, case, func, insert, literal_column, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, transaction
from web.message_log import MessageRow

# Upper ends of the answering time's steps, in milliseconds; what is slower counts under SLOWEST.
SPEEDS = (20, 50, 100, 200, 500, 1_000, 2_000, 3_000, 5_000)
SLOWEST = 30_000
# So many messages are added up at once; a page asks for no more than it can wait for.
STEP = 100_000


class DailyRow(Base):
    """Part of a day's count (several rows may stand for the same things; readers add them up). Days are Japan's."""

    __tablename__ = "staff_daily"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10), index=True)
    municipality: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    resolution: Mapped[str] = mapped_column(String(20))
    speed: Mapped[int]
    count: Mapped[int]


class DailyEntryRow(Base):
    """Part of a day's count for one entry."""

    __tablename__ = "staff_daily_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(String(10), index=True)
    municipality: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]


class DailyMarkRow(Base):
    """One row: the last message that is added up."""

    __tablename__ = "staff_daily_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


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
    keys = (_day(session), func.coalesce(MessageRow.municipality, ""), MessageRow.channel, MessageRow.language, MessageRow.resolution, _speed())
    chosen = select(*keys, func.count()).where(span).group_by(*keys)
    session.execute(insert(DailyRow).from_select(["day", "municipality", "channel", "language", "resolution", "speed", "count"], chosen))


def _add_entries(session: Session, span: ColumnElement[bool]) -> None:
    keys = (_day(session), func.coalesce(MessageRow.municipality, ""), MessageRow.entry_id)
    chosen = select(*keys, func.count()).where(span & MessageRow.entry_id.is_not(None)).group_by(*keys)
    session.execute(insert(DailyEntryRow).from_select(["day", "municipality", "entry_id", "count"], chosen))


def _day(session: Session) -> ColumnElement[str]:
    if session.get_bind().dialect.name == "sqlite":
        return func.date(MessageRow.at, literal_column("'+9 hours'"))
    return func.to_char(MessageRow.at + literal_column("interval '9 hours'"), literal_column("'YYYY-MM-DD'"))


def _speed() -> ColumnElement[int]:
    return case(*((MessageRow.milliseconds <= end, literal_column(str(end))) for end in SPEEDS), else_=literal_column(str(SLOWEST)))
