"""What residents say of an answer: it solved the matter, it didn't, it was about something else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, Engine, String, Text, select
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


# The sentences offered to who was not helped, in their order. A reason is stored in Japanese, for staff.
REASONS = ("reason_other_topic", "reason_too_hard", "reason_too_old", "reason_not_enough")


def give_feedback(engine: Engine, feedback: Feedback) -> None:
    """Store a mark where staff see it."""
    with transaction(engine) as session:
        session.add(FeedbackRow(**vars(feedback) | {"verdict": feedback.verdict.value}))


def explain(engine: Engine, session_name: str, message_id: int, reason: str) -> bool:
    """Add the reason to a mark that an answer did not help; False where there is no such mark, or it has its reason."""
    own = (FeedbackRow.session == session_name, FeedbackRow.message_id == message_id, FeedbackRow.verdict == Verdict.UNSOLVED.value)
    with transaction(engine) as session:
        row = session.scalar(select(FeedbackRow).where(*own, FeedbackRow.comment.is_(None)).order_by(FeedbackRow.id.desc()).limit(1))
        if row is None:
            return False
        row.comment = reason
    return True
