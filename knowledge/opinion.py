"""Opinions (市民の声): what residents leave for staff, with a receipt number; can be withdrawn."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, Engine, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction

# No letters or digits that are read alike.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class OpinionRow(Base):
    """An opinion. `session` is the conversation it came from; a withdrawn one keeps its receipt but loses its text."""

    __tablename__ = "opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(String(12), unique=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    session: Mapped[str] = mapped_column(String(120), index=True)
    municipality: Mapped[str | None] = mapped_column(String(40), index=True)
    text: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[str | None] = mapped_column(String(120))
    question: Mapped[str | None] = mapped_column(Text)
    withdrawn: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Opinion:
    """What a resident leaves: masked text, and the question and entry it follows, if any."""

    session: str
    municipality: str | None
    text: str
    entry_id: str | None = None
    question: str | None = None


def leave_opinion(engine: Engine, opinion: Opinion) -> str:
    """Store an opinion; returns its receipt number (8 letters and digits)."""
    receipt = "".join(secrets.choice(_LETTERS) for _ in range(8))
    with transaction(engine) as session:
        session.add(OpinionRow(receipt=receipt, **vars(opinion)))
    return receipt


def withdraw_opinion(engine: Engine, receipt: str, *, session: str) -> bool:
    """Erase an opinion's text, for the conversation that left it; False when there is none such."""
    with transaction(engine) as work:
        row = work.scalar(select(OpinionRow).where(OpinionRow.receipt == receipt.strip().upper(), OpinionRow.session == session, ~OpinionRow.withdrawn))
        if row is None:
            return False
        row.text, row.question, row.withdrawn = "", None, True
        return True
