"""Whose turn it is: one worker thread at a time answers one resident, so answers keep their order."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import DateTime, Engine, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction

LEASE_SECONDS = 90


class LineTurnRow(Base):
    """A turn under way; one left by a dead process is void."""

    __tablename__ = "line_turn"

    turn: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(DateTime)


@contextmanager
def held_turn(engine: Engine, turn: str) -> Iterator[bool]:
    """Hold a turn; False when somebody else holds it, who will see the new event when done."""
    if not _seize(engine, turn):
        yield False
        return
    try:
        yield True
    finally:
        with transaction(engine) as session:
            session.execute(delete(LineTurnRow).where(LineTurnRow.turn == turn, LineTurnRow.owner == _owner()))


def _seize(engine: Engine, turn: str) -> bool:
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    mine = {"owner": _owner(), "until": now() + timedelta(seconds=LEASE_SECONDS)}
    statement = insert(LineTurnRow).values(turn=turn, **mine).on_conflict_do_update(index_elements=["turn"], set_=mine, where=LineTurnRow.until < now())
    with transaction(engine) as session:
        return session.scalar(statement.returning(LineTurnRow.turn)) is not None


def keep_turn(engine: Engine, turn: str) -> bool:
    """Hold a turn for longer, before each event; False when it took so long that it was lost to another."""
    mine = (LineTurnRow.turn == turn, LineTurnRow.owner == _owner())
    statement = update(LineTurnRow).where(*mine).values(until=now() + timedelta(seconds=LEASE_SECONDS))
    with transaction(engine) as session:
        return session.scalar(statement.returning(LineTurnRow.turn)) is not None


def free_dead_turns(engine: Engine) -> None:
    """Void the turns of processes of this machine that are no more; called when a worker starts."""
    with transaction(engine) as session:
        for row in session.scalars(select(LineTurnRow)):
            host, process, _thread = row.owner.rsplit(":", 2)
            if host == socket.gethostname() and not _alive(int(process)):
                session.delete(row)


def _alive(process: int) -> bool:
    if process == os.getpid():
        return False  # an earlier life of this very number
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
