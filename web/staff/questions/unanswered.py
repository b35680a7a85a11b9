"""What waits for staff: questions that fell back or were clarified, marks against answers, opinions; identical ones counted together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Engine, String, UniqueConstraint, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from knowledge.feedback import FeedbackRow, Verdict
from knowledge.opinion import OpinionRow
from knowledge.resolution import Resolution
from knowledge.store import Base, now, transaction
from web.kept_words.places import key_of
from web.message_log import MessageRow

KEPT = timedelta(days=90)
TREND = timedelta(days=7)
_AT_ONCE = 500
WHY = {
    "fallback": "答えられなかった", "clarifying": "聞き返した", "unsolved": "解決しなかった", "contradicted": "「違う」と言われた", "opinion": "ご意見",
}  # fmt: skip


class DecisionRow(Base):
    """What staff decided on a question of a city: phrasing, entry, out_of_scope, ignored or assigned (to a department).

    `waits`: the draft made from it is not published yet.
    """

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
    waits: Mapped[bool] = mapped_column(default=False)

    def covers(self, asked_at: datetime) -> bool:
        """Whether it holds for a question of that moment: what is asked later waits anew, but not while the draft is on its way."""
        return self.waits or asked_at <= self.at


@dataclass(frozen=True)
class Asked:
    """A question that waits: its text, why, how often, how often in the last week and in the week before, what was decided on it before."""

    text: str
    why: str
    count: int
    this_week: int
    last_week: int
    before: str = ""

    @property
    def key(self) -> str:
        """What decisions are filed under."""
        return key_of(self.text)


@dataclass(frozen=True)
class _Source:
    """Where questions wait: the columns of text and moment, which rows, and why they wait (a column, or one word for all)."""

    text: InstrumentedAttribute[Any]
    at: InstrumentedAttribute[datetime]
    here: ColumnElement[bool]
    why: InstrumentedAttribute[str] | str


def unanswered(engine: Engine, municipality: str) -> list[Asked]:
    """Everything that waits in a city, most frequent first; what was asked before it was decided is left out."""
    with transaction(engine) as session:
        decided = {row.key: row for row in session.scalars(select(DecisionRow).where(DecisionRow.municipality == municipality))}
        found = sorted((asked for source in _sources(municipality) for asked in _waiting(session, source, decided)), key=lambda asked: -asked.count)
    return sorted(_added_up(asked for asked in found if asked.key), key=lambda asked: -asked.count)


def _added_up(found: Iterable[Asked]) -> Iterable[Asked]:
    """Questions that differ in marks and blanks alone count as one, under the most frequent wording."""
    same: dict[tuple[str, str], Asked] = {}
    for asked in found:
        first = same.get((asked.key, asked.why))
        same[asked.key, asked.why] = _together(first, asked) if first else asked
    return same.values()


def _together(first: Asked, other: Asked) -> Asked:
    counts = (first.count + other.count, first.this_week + other.this_week, first.last_week + other.last_week)
    return Asked(first.text, first.why, *counts, first.before)


def _sources(municipality: str) -> tuple[_Source, ...]:
    """Messages without an answer, marks against answers, opinions; of the last ninety days."""
    since, ends = now() - KEPT, (Resolution.FALLBACK.value, Resolution.CLARIFYING.value)
    messages = (MessageRow.municipality == municipality) & MessageRow.resolution.in_(ends) & (MessageRow.at >= since) & (MessageRow.channel != "staff")
    bad = FeedbackRow.verdict.in_((Verdict.UNSOLVED.value, Verdict.CONTRADICTED.value)) & FeedbackRow.question.is_not(None)
    marks = (FeedbackRow.municipality == municipality) & bad & (FeedbackRow.at >= since)
    opinions = (OpinionRow.municipality == municipality) & ~OpinionRow.withdrawn & (OpinionRow.at >= since)
    return (
        _Source(MessageRow.text, MessageRow.at, messages, MessageRow.resolution),
        _Source(FeedbackRow.question, FeedbackRow.at, marks, FeedbackRow.verdict),
        _Source(OpinionRow.text, OpinionRow.at, opinions, "opinion"),
    )


def _waiting(session: Session, source: _Source, decided: Mapping[str, DecisionRow]) -> Iterator[Asked]:
    """Counted by the database; only what was asked again after a decision is looked at one by one."""
    why = literal(source.why) if isinstance(source.why, str) else source.why
    keys = [source.text] if isinstance(source.why, str) else [source.text, source.why]
    chosen = select(source.text, why, func.max(source.at), func.count(), *_weeks(source.at)).where(source.here).group_by(*keys)
    again = set()
    for text, reason, newest, *counts in session.execute(chosen):
        decision = decided.get(key_of(text))
        if decision is None:
            yield Asked(text, reason, *counts)
        elif not decision.covers(newest):
            again.add(text)
    yield from _asked_again(session, source, decided, sorted(again))


def _asked_again(session: Session, source: _Source, decided: Mapping[str, DecisionRow], texts: Sequence[str]) -> Iterator[Asked]:
    why = literal(source.why) if isinstance(source.why, str) else source.why
    this, last = now() - TREND, now() - 2 * TREND
    for first in range(0, len(texts), _AT_ONCE):
        rows = select(source.text, why, source.at).where(source.here, source.text.in_(texts[first : first + _AT_ONCE]))
        for text, reason, at in session.execute(rows):
            decision = decided[key_of(text)]
            if not decision.covers(at):
                yield Asked(text, reason, 1, int(at >= this), int(last <= at < this), decision.decision)


def _weeks(at: InstrumentedAttribute[datetime]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    this, last = now() - TREND, now() - 2 * TREND
    return func.sum(case((at >= this, 1), else_=0)), func.sum(case(((at < this) & (at >= last), 1), else_=0))
