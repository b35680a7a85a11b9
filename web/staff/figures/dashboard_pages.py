"""The dashboard, its table for spreadsheets, and the monthly report."""

import calendar
import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from flask import Response, abort, render_template, request
from sqlalchemy import select

from knowledge.calendar import today
from knowledge.entry import Entry
from knowledge.store import transaction
from knowledge.topic import TOPICS
from web.staff.answers.guarded_cell import guard_cell
from web.staff.desk import account, catalogue, engine, my_cities, staff
from web.staff.figures.daily import add_up
from web.staff.figures.drawing import stack
from web.staff.figures.notice_results import disaster_notices, notice_results
from web.staff.figures.period import Figures, Period, figures_of
from web.staff.people.guard import allowed
from web.staff.people.role import Role
from web.staff.questions.theme import GroupingRow, ThemeRow
from web.staff.shown import CHANNELS, RESOLUTIONS

SERIES = {
    "答えた": ("answered",),
    "あいさつ・窓口の案内": ("smalltalk", "handoff"),
    "聞き返した": ("clarifying",),
    "答えられなかった": ("fallback", "partial", "error"),
}
_LONGEST = 3660
_TOP = 15
_NAMED = 4


@staff.get("/")
@allowed(Role.VIEWER)
def home() -> str:
    """The dashboard of a period: the last thirty days unless another is asked for."""
    period = asked_period()
    left = add_up(engine())
    figures = figures_of(engine(), period)
    return render_template("staff/home.html", left=left, **_shown(period, figures))


@staff.get("/report")
@allowed(Role.VIEWER)
def report() -> str:
    """A month's figures on paper."""
    month = request.args.get("month") or (today().replace(day=1) - timedelta(days=1)).isoformat()[:7]
    first = _day(f"{month}-01") or abort(400)
    period = Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), _cities())
    previous = Period((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1), period.cities)
    add_up(engine())
    figures, before = (figures_of(engine(), span) for span in (period, previous))
    return render_template("staff/report.html", month=month, before=before, **_shown(period, figures))


@staff.get("/figures.csv")
@allowed(Role.VIEWER)
def figures_csv() -> Response:
    """Counts by day, channel and resolution, for a spreadsheet: one row for each day and channel."""
    period = asked_period()
    add_up(engine())
    figures = figures_of(engine(), period)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["日", "経路", *RESOLUTIONS.values()])
    for day, channel in product(period.days, sorted(figures.splits["channel"]) or ["web"]):
        counts: Mapping[str, int] = figures.ends.get((day, channel), {})
        table.writerow([guard_cell(day), guard_cell(CHANNELS.get(channel, channel)), *(counts.get(name, 0) for name in RESOLUTIONS)])
    name = f"questions-{period.first}-{period.last}.csv"
    return Response("\ufeff" + text.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}"})


def asked_period() -> Period:
    """The period of the address's query; 400 for dates that are none, or too far apart."""
    last = _day(request.args.get("to")) or today()
    first = _day(request.args.get("from")) or last - timedelta(days=29)
    if first > last or (last - first).days > _LONGEST:
        abort(400)
    return Period(first, last, _cities())


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(400)


def _cities() -> tuple[str, ...]:
    """The city asked for, else all of the person's; questions without a city show to those who serve all."""
    mine, asked = my_cities(), request.args.get("municipality", "")
    if asked:
        return (asked,) if asked in mine else abort(403)
    return (*mine, "") if account().serves_all() else tuple(mine)


def topic_counts(counted: Sequence[tuple[Entry | None, int]]) -> list[tuple[str, int]]:
    """Answers by topic, most frequent first; entries that are published no more are a line of their own."""
    topics: Counter[str] = Counter()
    for entry, count in counted:
        topics[TOPICS[entry.topic] if entry else "今は公開していない項目"] += count
    return topics.most_common()


def channel_series(totals: Counter[str]) -> dict[str, tuple[str, ...]]:
    """The series of the chart by channel: the biggest four by name, the rest together, for there are five colours."""
    ranked = [name for name, _ in totals.most_common()]
    rest = {"ほかの経路": tuple(ranked[_NAMED:])} if ranked[_NAMED:] else {}
    return {CHANNELS.get(name, name): (name,) for name in ranked[:_NAMED]} | rest


def _shown(period: Period, figures: Figures) -> dict[str, object]:
    counted = [(catalogue().entry(name), count) for name, count in figures.entries]
    by_channel = channel_series(figures.splits["channel"])
    return {
        "period": period,
        "figures": figures,
        "entries": [(entry, count) for entry, count in counted if entry][:_TOP],
        "topics": topic_counts(counted),
        "columns": stack(period.days, figures.daily, SERIES),
        "channel_columns": stack(period.days, figures.channels, by_channel),
        "notices": notice_results(engine(), period),
        "disasters": disaster_notices(engine(), period),
        "series": list(SERIES),
        "channel_series": list(by_channel),
        "cities": my_cities(),
        "chosen": request.args.get("municipality", ""),
    } | _themes(period)


def _themes(period: Period) -> dict[str, object]:
    """The inbox's biggest themes, and when they were grouped: they are of the ninety days before, whatever the period."""
    with transaction(engine()) as session:
        chosen = select(ThemeRow).where(ThemeRow.municipality.in_(period.cities)).order_by(ThemeRow.count.desc()).limit(10)
        themes = session.scalars(chosen).all()
        grouped = session.scalars(select(GroupingRow.at).where(GroupingRow.municipality.in_(period.cities)).order_by(GroupingRow.at)).all()
    return {"themes": themes, "grouped": grouped}
