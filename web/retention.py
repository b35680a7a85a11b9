"""How long residents' words are kept, by kind: as administrators set it at the desk, else as the environment says."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction


class Kind(StrEnum):
    """What residents leave behind; each may be kept for another time."""

    QUESTIONS = "questions"
    FEEDBACK = "feedback"
    OPINIONS = "opinions"


class RetentionRow(Base):
    """The days an administrator set for a kind; a kind without a row is kept as the environment says."""

    __tablename__ = "retention"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    days: Mapped[int]
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)


def kept_days(engine: Engine, default: int) -> dict[Kind, int]:
    """The days each kind is kept."""
    with transaction(engine) as session:
        chosen = {row.kind: row.days for row in session.scalars(select(RetentionRow))}
    return {kind: chosen.get(kind.value, default) for kind in Kind}
