"""What residents say of an answer: it solved the matter, it didn't, it was about something else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, Engine, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction


class Verdict(StrEnum):
    """How a resident marks an answer."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    CONTRADICTED = "contradicted"


class FeedbackRow(Base):
    """One mark. `comment` is the resident's masked reason; `question` the masked question it was about."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    session: Mapped[str] = mapped_column(String(120), index=True)
    municipality: Mapped[str | None] = mapped_column(String(40), index=True)
    message_id: Mapped[int | None]
    entry_id: Mapped[str | None] = mapped_column(String(120), index=True)
    question: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Feedback:
    """A mark on an answer, from a tap or from words."""

    session: str
    verdict: Verdict
    municipality: str | None = None
    entry_id: str | None = None
    question: str | None = None
    comment: str | None = None
    message_id: int | None = None


def give_feedback(engine: Engine, feedback: Feedback) -> None:
    """Store a mark where staff see it."""
    with transaction(engine) as session:
        session.add(FeedbackRow(**vars(feedback) | {"verdict": feedback.verdict.value}))
