"""The dashboard, its table for spreadsheets, and the monthly report."""

import calendar
import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta

from flask import Response, abort, render_template, request
from sqlalchemy import select

from knowledge.calendar import today
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
from web.staff.questions.theme import ThemeRow
from web.staff.shown import RESOLUTIONS

SERIES = {
    "答えた": ("answered",),
    "あいさつ・窓口の案内": ("smalltalk", "handoff"),
    "聞き返した": ("clarifying",),
    "答えられなかった": ("fallback", "partial", "error"),
}
_LONGEST = 3660


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
    """Counts by day and resolution, for a spreadsheet."""
    period = asked_period()
    add_up(engine())
    figures = figures_of(engine(), period)
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["日", *RESOLUTIONS.values()])
    for day in period.days:
        counts: Mapping[str, int] = figures.daily.get(day, {})
        table.writerow([guard_cell(day), *(counts.get(name, 0) for name in RESOLUTIONS)])
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


def _shown(period: Period, figures: Figures) -> dict[str, object]:
    with transaction(engine()) as session:
        chosen = select(ThemeRow).where(ThemeRow.municipality.in_(period.cities)).order_by(ThemeRow.count.desc()).limit(10)
        themes = session.scalars(chosen).all()
    entries = [(entry, count) for name, count in figures.entries if (entry := catalogue().entry(name))]
    topics: dict[str, int] = {}
    for entry, count in entries:
        topics[TOPICS[entry.topic]] = topics.get(TOPICS[entry.topic], 0) + count
    columns = stack(period.days, figures.daily, SERIES)
    return {
        "period": period,
        "figures": figures,
        "themes": themes,
        "entries": entries,
        "topics": sorted(topics.items(), key=lambda pair: -pair[1]),
        "columns": columns,
        "notices": notice_results(engine(), period),
        "disasters": disaster_notices(engine(), period),
        "series": list(SERIES),
        "cities": my_cities(),
        "chosen": request.args.get("municipality", ""),
    }
