"""The month's billed messages of an account: reserved before they are sent, so the budget can't be exceeded."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import Engine, String, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, transaction

JAPAN = timezone(timedelta(hours=9))


class LineBudgetRow(Base):
    """How many billed messages an account has sent or reserved in a month (Japan's calendar, as LINE bills)."""

    __tablename__ = "line_budget"

    account: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    used: Mapped[int] = mapped_column(default=0)


class LineSpendingRow(Base):
    """One reservation, by the retry key of the call it is for; repeating the call costs nothing more."""

    __tablename__ = "line_spending"

    retry_key: Mapped[str] = mapped_column(String(36), primary_key=True)
    account: Mapped[str] = mapped_column(String(40))
    month: Mapped[str] = mapped_column(String(7))
    messages: Mapped[int]


def this_month() -> str:
    """The month in Japan: 2026-04."""
    return datetime.now(JAPAN).strftime("%Y-%m")


def spent(engine: Engine, account: str) -> int:
    """How many billed messages the account has used this month."""
    with transaction(engine) as session:
        return session.scalar(select(LineBudgetRow.used).where(LineBudgetRow.account == account, LineBudgetRow.month == this_month())) or 0


def reserve(engine: Engine, account: str, retry_key: str, *, messages: int, budget: int) -> bool:
    """Set aside what a call will cost; False when the budget doesn't hold it. The same key is counted once, or what it has grown by."""
    with transaction(engine) as session:
        held = session.get(LineSpendingRow, retry_key)
        month, more = (held.month, messages - held.messages) if held else (this_month(), messages)
        if more > 0 and not _take(session, (account, month), more, budget):
            return False
        if held is None:
            session.add(LineSpendingRow(retry_key=retry_key, account=account, month=month, messages=messages))
        elif more > 0:
            held.messages = messages
        return True


def _take(session: Session, key: tuple[str, str], messages: int, budget: int) -> bool:
    """Count messages of (account, month), in one statement that can't exceed the budget."""
    account, month = key
    _open_month(session, account, month)
    room = LineBudgetRow.used + messages <= budget
    took = update(LineBudgetRow).where(LineBudgetRow.account == account, LineBudgetRow.month == month, room).values(used=LineBudgetRow.used + messages)
    return bool(session.execute(took).rowcount == 1)  # type: ignore[attr-defined]


def give_back(engine: Engine, retry_key: str) -> None:
    """Return what was set aside for a call that LINE refused for good."""
    with transaction(engine) as session:
        row = session.get(LineSpendingRow, retry_key)
        if row is None:
            return
        spent_row = session.get(LineBudgetRow, (row.account, row.month), with_for_update=True)
        if spent_row:
            spent_row.used -= row.messages
        session.delete(row)


def _open_month(session: Session, account: str, month: str) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(LineBudgetRow).values(account=account, month=month, used=0).on_conflict_do_nothing())
