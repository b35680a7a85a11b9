"""Freshness: what has to be looked at again."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.calendar import today
from knowledge.catalogue import MUNICIPALITIES, read_yaml
from knowledge.errors import BadFile
from knowledge.ingest.outdated import OutdatedRow, to_look_at
from knowledge.ingest.passage_store import DocumentRow, ProposalRow
from knowledge.store import now as this_moment
from knowledge.store import transaction
from knowledge.text.fiscal_year import parse_year
from web.staff.desk import account, catalogue, engine, my_cities, staff
from web.staff.people.audit import Change, note
from web.staff.people.guard import allowed, asked_city
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
        outdated = [(row, document, catalogue().entry(row.entry_id)) for row, document in to_look_at(session, list(cities))]
    seen = {"due": due, "over": over, "old_plans": old_plans, "documents": documents, "proposals": proposals, "outdated": outdated}
    return render_template("staff/freshness.html", doubtful={name: doubtful_of(name) for name in cities}, cities=cities, today=now, **seen)


@staff.post("/freshness/<int:outdated_id>/checked")
@allowed(Role.EDITOR, city_of=asked_city)
def check_outdated(outdated_id: int) -> Response:
    """An entry whose passage changed was looked at and is right as it stands."""
    with transaction(engine()) as session:
        row = session.get(OutdatedRow, outdated_id)
        if row is None or row.municipality != request.form["municipality"]:
            abort(404)
        if row.checked_at is None:
            row.checked_by, row.checked_at = account().name, this_moment()
            note(session, Change(account().name, "outdated_checked", row.entry_id, row.municipality, {"section": row.section}))
    flash("見直しずみにしました。")
    return redirect(url_for("staff.freshness"))


def doubtful_of(municipality: str) -> list[dict[str, str]]:
    """What was left out of a city's knowledge because the plan's text is not certain."""
    path = MUNICIPALITIES / municipality / "doubtful.yml"
    try:
        rows = read_yaml(path) if path.is_file() else []
    except BadFile:
        return []
    return [row for row in rows or [] if isinstance(row, dict)]
