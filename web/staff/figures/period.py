"""The figures of a period: counts, the four honest rates, splits, what was asked most."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, func, or_, select
from sqlalchemy.orm import Session

from knowledge.feedback import FeedbackRow, Verdict
from knowledge.resolution import Resolution
from knowledge.store import transaction
from web.message_log import MessageRow
from web.staff.figures.daily import DailyEntryRow, DailyRow, MonthlyEntryRow

_TOP = 15
# The most frequent questions are looked for in so many of the newest messages.
RECENT = 30_000


@dataclass(frozen=True)
class Period:
    """Days from–to in Japan, both counted, and the municipalities; "" among them stands for questions without a city."""

    first: date
    last: date
    cities: tuple[str, ...]

    @property
    def days(self) -> list[str]:
        """Every day of the period."""
        return [(self.first + timedelta(days=n)).isoformat() for n in range((self.last - self.first).days + 1)]

    @property
    def months(self) -> list[str]:
        """The months of which every day is in the period."""
        whole = Counter(day[:7] for day in self.days)
        return [month for month, days in whole.items() if days == monthrange(int(month[:4]), int(month[5:]))[1]]

    @property
    def edges(self) -> list[tuple[str, str]]:
        """The spans of days before and after the whole months; a span may be empty (its end before its start)."""
        first, last = self.first.isoformat(), self.last.isoformat()
        return [(first, f"{self.months[0]}-00"), (f"{self.months[-1]}-32", last)] if self.months else [(first, last)]

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """The period's first moment and the first after it, in UTC."""
        start, end = (datetime.combine(day, time()) - timedelta(hours=9) for day in (self.first, self.last + timedelta(days=1)))
        return start, end


@dataclass(frozen=True)
class Rates:
    """How the period's questions ended; the four parts add up to `questions` (small talk and hand-overs are counted apart)."""

    right: int
    wrong: int
    clarified: int
    unanswered: int
    smalltalk: int
    handoff: int

    @property
    def questions(self) -> int:
        """All that was asked."""
        return self.right + self.wrong + self.clarified + self.unanswered


@dataclass(frozen=True)
class Figures:
    """Everything the dashboard shows of a period; `ends` tells by day and channel how questions ended, `entries` holds every entry that was given."""

    rates: Rates
    ends: dict[tuple[str, str], Counter[str]]
    splits: dict[str, Counter[str]]
    speed: tuple[int, int]
    entries: list[tuple[str, int]]
    questions: list[tuple[str, int]]
    feedback: Counter[str]

    @property
    def daily(self) -> dict[str, Counter[str]]:
        """How each day's questions ended."""
        days: dict[str, Counter[str]] = {}
        for (day, _), ends in self.ends.items():
            days.setdefault(day, Counter()).update(ends)
        return days

    @property
    def channels(self) -> dict[str, Counter[str]]:
        """How many of each day's questions came by which channel."""
        days: dict[str, Counter[str]] = {}
        for (day, channel), ends in self.ends.items():
            days.setdefault(day, Counter())[channel] += ends.total()
        return days


def figures_of(engine: Engine, period: Period) -> Figures:
    """Read a period's figures from the daily counts, the marks and the newest messages."""
    with transaction(engine) as session:
        ends = _ends(session, period)
        ended, by_channel = Counter[str](), Counter[str]()
        for (_, channel), counts in ends.items():
            ended.update(counts)
            by_channel[channel] += counts.total()
        speeds = _counts(session, period, "speed")
        return Figures(
            rates=rates_of(ended, _wrong(session, period)),
            ends=ends,
            splits={"channel": by_channel} | {name: _counts(session, period, name) for name in ("municipality", "language")},
            speed=(_quantile(speeds, 0.5), _quantile(speeds, 0.95)),
            entries=_entries(session, period),
            questions=_top_questions(session, period),
            feedback=_feedback(session, period),
        )


def rates_of(ends: Counter[str], wrong: int) -> Rates:
    """The rates of resolutions; an answer marked wrong is no right one, and a partial one is none either."""
    answered = ends[Resolution.ANSWERED.value]
    wrong = min(wrong, answered)
    unanswered = ends[Resolution.FALLBACK.value] + ends[Resolution.PARTIAL.value] + ends[Resolution.ERROR.value]
    clarified = ends[Resolution.CLARIFYING.value]
    return Rates(answered - wrong, wrong, clarified, unanswered, ends[Resolution.SMALLTALK.value], ends[Resolution.HANDOFF.value])


def _within(period: Period) -> ColumnElement[bool]:
    return DailyRow.day.between(period.first.isoformat(), period.last.isoformat()) & DailyRow.municipality.in_(period.cities)


def _ends(session: Session, period: Period) -> dict[tuple[str, str], Counter[str]]:
    """How each day's questions of each channel ended; read once for the chart, the table and the split by channel."""
    ends: dict[tuple[str, str], Counter[str]] = {}
    keys = (DailyRow.day, DailyRow.channel, DailyRow.resolution)
    for day, channel, resolution, count in session.execute(select(*keys, func.sum(DailyRow.count)).where(_within(period)).group_by(*keys)):
        ends.setdefault((day, channel), Counter())[resolution] = count
    return ends


def _counts(session: Session, period: Period, name: str) -> Counter[str]:
    """How many questions there were of each value of a column, as text."""
    column = getattr(DailyRow, name)
    chosen = select(column, func.sum(DailyRow.count)).where(_within(period)).group_by(column)
    return Counter({str(value): count for value, count in session.execute(chosen)})


def _quantile(speeds: Counter[str], share: float) -> int:
    """The step of answering time (ms) that this share of the questions keeps within; 0 without questions."""
    steps = {int(step): count for step, count in speeds.items()}
    wanted, seen = share * sum(steps.values()), 0
    for step in sorted(steps):
        seen += steps[step]
        if seen >= wanted:
            return step
    return 0


def _here(column: ColumnElement[str | None], period: Period) -> ColumnElement[bool]:
    named = column.in_([city for city in period.cities if city])
    return or_(named, column.is_(None)) if "" in period.cities else named


def _wrong(session: Session, period: Period) -> int:
    """Answered messages that a resident marked as wrong or as no solution, each once."""
    start, end = period.instants
    bad = FeedbackRow.verdict.in_((Verdict.UNSOLVED.value, Verdict.CONTRADICTED.value))
    marked = select(func.coalesce(FeedbackRow.message_id, -FeedbackRow.id)).join(MessageRow, MessageRow.id == FeedbackRow.message_id, isouter=True)
    # A purged message counts as one that never was stored: its mark still names the answer.
    answered = or_(MessageRow.resolution == Resolution.ANSWERED.value, MessageRow.id.is_(None) & FeedbackRow.entry_id.is_not(None))
    within = (FeedbackRow.at >= start) & (FeedbackRow.at < end) & _here(FeedbackRow.municipality, period)  # type: ignore[arg-type]
    return session.scalar(select(func.count()).select_from(marked.where(bad, answered, within).distinct().subquery())) or 0


def _feedback(session: Session, period: Period) -> Counter[str]:
    start, end = period.instants
    within = (FeedbackRow.at >= start) & (FeedbackRow.at < end) & _here(FeedbackRow.municipality, period)  # type: ignore[arg-type]
    return Counter(dict(session.execute(select(FeedbackRow.verdict, func.count()).where(within).group_by(FeedbackRow.verdict)).all()))


def _entries(session: Session, period: Period) -> list[tuple[str, int]]:
    """Every entry, most frequent first. Whole months are read as such, what is left of the period day by day."""
    spans: list[tuple[type[DailyEntryRow | MonthlyEntryRow], ColumnElement[bool]]] = [(MonthlyEntryRow, MonthlyEntryRow.month.in_(period.months))]
    spans += [(DailyEntryRow, DailyEntryRow.day.between(first, last)) for first, last in period.edges]
    totals: Counter[str] = Counter()
    for table, within in spans:
        chosen = select(table.entry_id, func.sum(table.count)).where(within, table.municipality.in_(period.cities)).group_by(table.entry_id)
        totals.update({name: int(count) for name, count in session.execute(chosen)})
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


def _top_questions(session: Session, period: Period) -> list[tuple[str, int]]:
    """The newest messages lie together at the table's end, so a range of ids is read and the rest is left alone."""
    newest = session.scalar(select(func.max(MessageRow.id)).where(MessageRow.at < period.instants[1])) or 0
    within = (MessageRow.id > newest - RECENT) & (MessageRow.id <= newest) & (MessageRow.at >= period.instants[0])
    asked = within & _here(MessageRow.municipality, period) & (MessageRow.resolution != Resolution.SMALLTALK.value) & (MessageRow.channel != "staff")  # type: ignore[arg-type]
    chosen = select(MessageRow.text, func.count()).where(asked).group_by(MessageRow.text).order_by(func.count().desc(), MessageRow.text).limit(_TOP)
    return [(text, count) for text, count in session.execute(chosen)]
