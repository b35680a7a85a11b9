"""The events taken in: stored before LINE gets its 200, each id once, until the worker is done with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, DateTime, Engine, Index, String, Text, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction
from web.line.event import LineEvent, read_event
from web.line.seal import Seal

# Another system answers while a channel stands by, but words taken back and blocks are ours to heed too; neither gets an answer.
HEEDED_ON_STANDBY = ("unsend", "unfollow")


class Step(StrEnum):
    """How far the worker has come with an event; after a crash it goes on from here."""

    WAITING = "waiting"
    SENDING = "sending"
    PUSHING = "pushing"
    DONE = "done"


class LineEventRow(Base):
    """One event. Its content is sealed and dropped when done; the id stays, so that a second delivery is known."""

    __tablename__ = "line_event"
    __table_args__ = (Index("ix_line_event_turn", "turn", "step", "at"),)

    id: Mapped[str] = mapped_column(String(140), primary_key=True)
    account: Mapped[str] = mapped_column(String(40))
    turn: Mapped[str] = mapped_column(String(40))
    at: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str] = mapped_column(String(40))
    step: Mapped[str] = mapped_column(String(10), index=True)
    outcome: Mapped[str | None] = mapped_column(String(20))
    sealed: Mapped[str | None] = mapped_column(Text)
    messages: Mapped[str | None] = mapped_column(Text)
    message_id: Mapped[str | None] = mapped_column(String(64), index=True)
    received: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    asked: Mapped[datetime | None] = mapped_column(DateTime)
    done: Mapped[datetime | None] = mapped_column(DateTime)


@dataclass(frozen=True)
class Taken:
    """An event out of the inbox; `messages` are those composed before a crash, `tried` when a first try began, if it did."""

    row_id: str
    event: LineEvent
    step: Step
    messages: tuple[dict[str, object], ...]
    received: datetime
    tried: datetime | None


def take_in(engine: Engine, seal: Seal, account: str, events: Iterable[LineEvent]) -> tuple[tuple[str, str], ...]:
    """Store the events not seen before; returns the accounts and turns that have new work, oldest first."""
    return store_rows(engine, sealed_rows(seal, account, events))


def sealed_rows(seal: Seal, account: str, events: Iterable[LineEvent]) -> list[dict[str, object]]:
    """The events as rows of the inbox, oldest first."""
    return [_row(seal, account, event) for event in sorted(events, key=lambda event: event.at)]


def store_rows(engine: Engine, rows: Sequence[dict[str, object]]) -> tuple[tuple[str, str], ...]:
    """Store rows in one transaction, each id once; returns the accounts and turns that have new work."""
    if not rows:
        return ()
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    table = LineEventRow.__table__
    statement = insert(table).on_conflict_do_nothing().returning(table.c.account, table.c.turn, table.c.step)  # type: ignore[arg-type]
    with transaction(engine) as session:
        # Rows beside the statement: however many, the database gets them in portions it takes.
        new = session.connection().execute(statement, list(rows)).all()
    return tuple(dict.fromkeys((account, turn) for account, turn, step in new if step == Step.WAITING))


def _row(seal: Seal, account: str, event: LineEvent) -> dict[str, object]:
    standby = not event.active and event.type not in HEEDED_ON_STANDBY
    return {
        "id": f"{account}/{event.id[:90]}",
        "account": account,
        "turn": seal.name(account, event.source.id),
        "at": event.at,
        "type": event.type[:40],
        "step": Step.DONE if standby else Step.WAITING,
        "outcome": "standby" if standby else None,
        "sealed": None if standby else seal.close(event.body),
        "message_id": event.message_id[:64] or None,
        "received": now(),
    }


def next_taken(engine: Engine, seal: Seal, turn: str) -> Taken | None:
    """The next event of a turn: one left half done, else a message taken back, else the oldest by LINE's clock."""
    first = case((LineEventRow.step != Step.WAITING, 0), (LineEventRow.type == "unsend", 1), else_=2)
    open_rows = select(LineEventRow).where(LineEventRow.turn == turn, LineEventRow.step != Step.DONE)
    with transaction(engine) as session:
        row = session.scalar(open_rows.order_by(first, LineEventRow.at, LineEventRow.id).limit(1))
        if row is None:
            return None
        tried, row.asked = row.asked, row.asked or now()
        return _taken(seal, row, tried)


def _taken(seal: Seal, row: LineEventRow, tried: datetime | None) -> Taken:
    event = read_event(seal.open(row.sealed) if row.sealed else {})
    assert event
    messages = tuple(seal.open(row.messages)) if row.messages else ()
    return Taken(row.id, event, Step(row.step), messages, row.received, tried)


def keep_messages(session: Session, seal: Seal, row_id: str, messages: Sequence[dict[str, object]]) -> None:
    """Note what is about to be sent, before it is sent."""
    values = {"step": Step.SENDING, "messages": seal.close(list(messages))}
    session.execute(update(LineEventRow).where(LineEventRow.id == row_id).values(**values))


def mark_pushing(engine: Engine, row_id: str) -> None:
    """Note that from here on the event is answered by push alone."""
    _set(engine, row_id, step=Step.PUSHING)


def finish(engine: Engine, row_id: str, outcome: str) -> None:
    """The event is dealt with; its content goes."""
    _set(engine, row_id, step=Step.DONE, outcome=outcome, sealed=None, messages=None, done=now())


def _set(engine: Engine, row_id: str, **values: object) -> None:
    with transaction(engine) as session:
        session.execute(update(LineEventRow).where(LineEventRow.id == row_id).values(**values))


def has_work(engine: Engine, turn: str) -> bool:
    """Whether a turn has unfinished events."""
    with transaction(engine) as session:
        return session.scalar(select(LineEventRow.id).where(LineEventRow.turn == turn, LineEventRow.step != Step.DONE).limit(1)) is not None


def waiting_turns(engine: Engine) -> tuple[tuple[str, str], ...]:
    """Every account and turn with unfinished events."""
    with transaction(engine) as session:
        rows = session.execute(select(LineEventRow.account, LineEventRow.turn).where(LineEventRow.step != Step.DONE).distinct())
        return tuple((account, turn) for account, turn in rows)


def taken_back(engine: Engine, account: str, message_id: str) -> bool:
    """Whether the sender has taken this message back, even if that event came first."""
    found = select(LineEventRow.id).where(LineEventRow.account == account, LineEventRow.type == "unsend", LineEventRow.message_id == message_id)
    with transaction(engine) as session:
        return bool(message_id) and session.scalar(found.limit(1)) is not None


def forget_events(engine: Engine, *, days: int) -> int:
    """Delete finished events older than `days`; returns how many."""
    with transaction(engine) as session:
        old = delete(LineEventRow).where(LineEventRow.step == Step.DONE, LineEventRow.received < now() - timedelta(days=days))
        return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
