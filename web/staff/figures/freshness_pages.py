"""Freshness: what has to be looked at again."""

from datetime import timedelta

from flask import render_template
from sqlalchemy import select

from knowledge.calendar import today
from knowledge.catalogue import MUNICIPALITIES, read_yaml
from knowledge.errors import BadFile
from knowledge.ingest.passage_store import DocumentRow, ProposalRow
from knowledge.store import transaction
from knowledge.text.fiscal_year import parse_year
from web.staff.desk import engine, my_cities, staff
from web.staff.people.guard import allowed
from web.staff.people.role import Role

_SOON = timedelta(days=30)
_LISTED = 100


@staff.get("/freshness")
@allowed(Role.VIEWER)
def freshness() -> str:
    """Entries past their dates, plans past their period, figures left out as doubtful."""
    now, cities = today(), my_cities()
    entries = [entry for city in cities.values() for entry in city.entries]
    due = sorted((entry for entry in entries if entry.confirm_by and entry.confirm_by <= now + _SOON), key=lambda entry: entry.confirm_by or now)
    over = [entry for entry in entries if not entry.valid_on(now)]
    fiscal_year = now.year if now.month >= 4 else now.year - 1
    old_plans = [city for city in cities.values() if city.plan.period.to and parse_year(city.plan.period.to) < fiscal_year]
    with transaction(engine()) as session:
        documents = session.scalars(select(DocumentRow).where(DocumentRow.municipality.in_(cities)).order_by(DocumentRow.id.desc()).limit(_LISTED)).all()
        proposals = session.scalars(select(ProposalRow).where(ProposalRow.municipality.in_(cities)).order_by(ProposalRow.id).limit(_LISTED)).all()
    seen = {"due": due, "over": over, "old_plans": old_plans, "documents": documents, "proposals": proposals}
    return render_template("staff/freshness.html", doubtful={name: doubtful_of(name) for name in cities}, cities=cities, today=now, **seen)


def doubtful_of(municipality: str) -> list[dict[str, str]]:
    """What was left out of a city's knowledge because the plan's text is not certain."""
    path = MUNICIPALITIES / municipality / "doubtful.yml"
    try:
        rows = read_yaml(path) if path.is_file() else []
    except BadFile:
        return []
    return [row for row in rows or [] if isinstance(row, dict)]
