"""What waits for staff: questions that fell back or were clarified, marks against answers, opinions; identical ones counted together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, DateTime, Engine, String, UniqueConstraint, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from knowledge.feedback import FeedbackRow, Verdict
from knowledge.opinion import OpinionRow
from knowledge.resolution import Resolution
from knowledge.store import Base, now, transaction
from knowledge.text.normal import squeeze
from web.message_log import MessageRow

KEPT = timedelta(days=90)
TREND = timedelta(days=7)
MOST = 4_000
WHY = {
    "fallback": "答えられなかった", "clarifying": "聞き返した", "unsolved": "解決しなかった", "contradicted": "「違う」と言われた", "opinion": "ご意見",
}  # fmt: skip


class DecisionRow(Base):
    """What staff decided on a question of a city: phrasing, entry, out_of_scope, ignored or assigned (to a department)."""

    __tablename__ = "staff_decision"
    __table_args__ = (UniqueConstraint("municipality", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    key: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(500))
    decision: Mapped[str] = mapped_column(String(20), index=True)
    target: Mapped[str] = mapped_column(String(160), default="")
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)


@dataclass(frozen=True)
class Asked:
    """A question that waits: its text, why, how often, how often in the last week and in the week before."""

    text: str
    why: str
    count: int
    this_week: int
    last_week: int

    @property
    def key(self) -> str:
        """What decisions are filed under."""
        return squeeze(self.text)[:200]


def unanswered(engine: Engine, municipality: str) -> list[Asked]:
    """Everything that waits in a city, most frequent first; what was decided is left out."""
    with transaction(engine) as session:
        decided = set(session.scalars(select(DecisionRow.key).where(DecisionRow.municipality == municipality)))
        found = sorted((*_messages(session, municipality), *_marks(session, municipality), *_opinions(session, municipality)), key=lambda asked: -asked.count)
    return sorted(_added_up(asked for asked in found if asked.key and asked.key not in decided), key=lambda asked: -asked.count)[:MOST]


def _added_up(found: Iterable[Asked]) -> Iterable[Asked]:
    """Questions that differ in marks and blanks alone count as one, under the most frequent wording."""
    same: dict[tuple[str, str], Asked] = {}
    for asked in found:
        first = same.get((asked.key, asked.why))
        same[asked.key, asked.why] = _together(first, asked) if first else asked
    return same.values()


def _together(first: Asked, other: Asked) -> Asked:
    counts = (first.count + other.count, first.this_week + other.this_week, first.last_week + other.last_week)
    return Asked(first.text, first.why, *counts)


def _messages(session: Session, municipality: str) -> Iterator[Asked]:
    since = now() - KEPT
    wanted = (Resolution.FALLBACK.value, Resolution.CLARIFYING.value)
    chosen = select(MessageRow.text, MessageRow.resolution, func.count(), *_weeks(MessageRow.at)).where(
        MessageRow.municipality == municipality, MessageRow.resolution.in_(wanted), MessageRow.at >= since, MessageRow.channel != "staff"
    )
    for text, why, *counts in session.execute(chosen.group_by(MessageRow.text, MessageRow.resolution).order_by(func.count().desc()).limit(MOST)):
        yield Asked(text, why, *counts)


def _marks(session: Session, municipality: str) -> Iterator[Asked]:
    bad = (Verdict.UNSOLVED.value, Verdict.CONTRADICTED.value)
    chosen = select(FeedbackRow.question, FeedbackRow.verdict, func.count(), *_weeks(FeedbackRow.at)).where(
        FeedbackRow.municipality == municipality, FeedbackRow.verdict.in_(bad), FeedbackRow.question.is_not(None), FeedbackRow.at >= now() - KEPT
    )
    for text, why, *counts in session.execute(chosen.group_by(FeedbackRow.question, FeedbackRow.verdict).limit(MOST)):
        yield Asked(text or "", why, *counts)


def _opinions(session: Session, municipality: str) -> Iterator[Asked]:
    chosen = select(OpinionRow.text, func.count(), *_weeks(OpinionRow.at)).where(
        OpinionRow.municipality == municipality, ~OpinionRow.withdrawn, OpinionRow.at >= now() - KEPT
    )
    for text, *counts in session.execute(chosen.group_by(OpinionRow.text).limit(MOST)):
        yield Asked(text, "opinion", *counts)


def _weeks(at: InstrumentedAttribute[datetime]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    this, last = now() - TREND, now() - 2 * TREND
    return func.sum(case((at >= this, 1), else_=0)), func.sum(case(((at < this) & (at >= last), 1), else_=0))
