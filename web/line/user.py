"""What is kept of a LINE user: the sealed id and their own choices, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Engine, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction
from web.line.seal import Seal


class LineUserRow(Base):
    """A user of one account. `offered` are the choices shown last (sealed), `state_at` LINE's time of the last follow or block."""

    __tablename__ = "line_user"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    account: Mapped[str] = mapped_column(String(40), index=True)
    sealed_id: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10), default="ja")
    municipality: Mapped[str | None] = mapped_column(String(40))
    notices: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    area: Mapped[str | None] = mapped_column(String(80))
    offered: Mapped[str | None] = mapped_column(Text)
    state_at: Mapped[int] = mapped_column(BigInteger, default=0)
    left_at: Mapped[datetime | None] = mapped_column(DateTime, index=True)


@dataclass(frozen=True)
class Wishes:
    """Which notices a user wants: none unless `notices`; no topics means all; no area means the whole city."""

    notices: bool = False
    topics: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True)
class LineUser:
    """A user as the dialogue sees them. `name` is the hash that stands for them everywhere."""

    name: str
    account: str
    language: str = "ja"
    municipality: str | None = None
    wishes: Wishes = Wishes()
    offered: tuple[dict[str, str], ...] = ()


def find_user(engine: Engine, seal: Seal, account: str, name: str) -> LineUser:
    """The user with this name, or a new one with nothing chosen yet."""
    with transaction(engine) as session:
        row = session.get(LineUserRow, name)
        if row is None:
            return LineUser(name, account)
        offered = tuple(seal.open(row.offered)) if row.offered else ()
        wishes = Wishes(row.notices, tuple(row.topics), row.area)
        return LineUser(name, account, row.language, row.municipality, wishes, offered)


def remember_user(session: Session, seal: Seal, user: LineUser, line_id: str) -> None:
    """Keep what a user chose, and the choices offered last."""
    offered = seal.close(list(user.offered)) if user.offered else None
    chosen = {"language": user.language, "municipality": user.municipality, "offered": offered}
    wishes = {"notices": user.wishes.notices, "topics": list(user.wishes.topics), "area": user.wishes.area}
    _put(session, seal, LineUserRow(name=user.name, account=user.account), line_id, chosen | wishes)


def _put(session: Session, seal: Seal, new: LineUserRow, line_id: str, values: Mapping[str, Any]) -> LineUserRow:
    row = session.get(LineUserRow, new.name)
    if row is None:
        row = new
        row.sealed_id, row.topics, row.state_at = seal.close(line_id), [], 0
        session.add(row)
    for field, value in values.items():
        setattr(row, field, value)
    return row


def mark_followed(engine: Engine, seal: Seal, user: LineUser, line_id: str, *, at: int) -> bool:
    """Note that the user is here (again); False when a newer event has said otherwise."""
    return _mark(engine, seal, user, line_id, at=at, left_at=None)


def mark_left(engine: Engine, seal: Seal, user: LineUser, line_id: str, *, at: int) -> bool:
    """Note that the user blocked or left us; False when a newer event has said otherwise."""
    return _mark(engine, seal, user, line_id, at=at, left_at=now())


def _mark(engine: Engine, seal: Seal, user: LineUser, line_id: str, *, at: int, left_at: datetime | None) -> bool:
    with transaction(engine) as session:
        row = session.get(LineUserRow, user.name)
        if row is not None and row.state_at > at:
            return False
        _put(session, seal, LineUserRow(name=user.name, account=user.account), line_id, {"state_at": at, "left_at": left_at})
        return True


def trial_code(name: str) -> str:
    """The short code by which staff name their own phone when they try a notice out."""
    return name[:8].upper()


def forget_user(engine: Engine, name: str) -> None:
    """Delete all that is kept of a user."""
    with transaction(engine) as session:
        session.execute(delete(LineUserRow).where(LineUserRow.name == name))


def names_to_forget(engine: Engine, *, days: int) -> tuple[str, ...]:
    """The users who left longer than `days` ago."""
    with transaction(engine) as session:
        return tuple(session.scalars(select(LineUserRow.name).where(LineUserRow.left_at < now() - timedelta(days=days))))
