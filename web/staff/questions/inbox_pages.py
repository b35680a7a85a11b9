"""The inbox: themes of what waits, what was given to departments, and what staff do with a theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from knowledge.store import transaction
from knowledge.text.normal import squeeze
from web.staff.answers.draft import Edit, draft_of, published_body, put_draft, seen_before
from web.staff.answers.entry_pages import check_or_refuse
from web.staff.desk import account, catalogue, clerk, engine, my_cities, staff
from web.staff.errors import Refused
from web.staff.jobs import Job, current_job, start_job
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role
from web.staff.questions.brought import places, ticked
from web.staff.questions.deciding import ASSIGNED, DECISIONS, ENTRY, PHRASING, Decision, decide_questions
from web.staff.questions.theme import GroupingRow, ThemeRow
from web.staff.questions.unanswered import WHY, DecisionRow

PAGE = 10
_NEAR = 3
_LISTED = 300
_PHRASING_LENGTH = 200


@dataclass(frozen=True)
class Near:
    """An entry that the search finds for a theme, and how sure it is."""

    entry_id: str
    question: str
    confidence: float


def theme_city(values: Any) -> str | None:
    """The municipality of the theme an address names; 404 when there is none."""
    with transaction(engine()) as session:
        return session.scalar(select(ThemeRow.municipality).where(ThemeRow.id == values["theme_id"])) or abort(404)


@staff.get("/inbox")
@allowed(Role.VIEWER)
def inbox() -> str:
    """The biggest themes of a city, ten a page; or what was given to one of its departments."""
    cities = my_cities()
    city = request.args.get("municipality") or next(iter(cities), "")
    if city not in cities:
        abort(403)
    department = request.args.get("department", "")
    with transaction(engine()) as session:
        given = (DecisionRow.municipality == city, DecisionRow.decision == ASSIGNED)
        departments = session.execute(select(DecisionRow.target, func.count()).where(*given).group_by(DecisionRow.target).order_by(DecisionRow.target)).all()
        assigned = session.scalars(select(DecisionRow).where(*given, DecisionRow.target == department).order_by(DecisionRow.at.desc()).limit(_LISTED)).all()
    shown = {} if department else _themes(city)
    known = cities[city].profile.departments
    return render_template(
        "staff/inbox.html", cities=cities, city=city, department=department, departments=departments, assigned=assigned, known_departments=known, **shown
    )


def _themes(city: str) -> dict[str, Any]:
    """A page of themes with what stands around them."""
    number = max(1, request.args.get("page", 1, type=int))
    with transaction(engine()) as session:
        chosen = select(ThemeRow).where(ThemeRow.municipality == city).order_by(ThemeRow.count.desc(), ThemeRow.id)
        themes = session.scalars(chosen.offset((number - 1) * PAGE).limit(PAGE)).all()
        count = session.scalar(select(func.count()).select_from(ThemeRow).where(ThemeRow.municipality == city)) or 0
        grouping = session.get(GroupingRow, city)
    near = {theme.id: near_entries(theme.label, city) for theme in themes}
    job, pages = current_job(engine(), "group", city), -(-count // PAGE)
    told = {"why": WHY, "decisions": DECISIONS}
    return {"themes": themes, "near": near, "count": count, "number": number, "pages": pages, "job": job, "grouping": grouping} | told


def near_entries(text: str, city: str) -> list[Near]:
    """The entries of a city that the search finds nearest."""
    kept = clerk().search.search(text, city).kept[:_NEAR]
    found = [(candidate, catalogue().entry(candidate.entry_id)) for candidate in kept]
    return [Near(entry.id, entry.question, candidate.confidence) for candidate, entry in found if entry]


@staff.post("/inbox/group")
@allowed(Role.EDITOR, city_of=asked_city)
def group_again() -> Response:
    """Group what waits anew, in the background."""
    city = request.form["municipality"]
    start_job(engine(), current_app.extensions["staff_runner"], Job("group", city, account().name))
    return redirect(url_for("staff.inbox", municipality=city))


@staff.post("/inbox/<int:theme_id>")
@allowed(Role.EDITOR, city_of=theme_city)
def decide_theme(theme_id: int) -> Response:
    """Decide on the ticked questions of a theme: they leave the inbox, but for a new entry not before its draft is saved."""
    decision, target = _wanted()
    with transaction(engine()) as session:
        theme = session.get_one(ThemeRow, theme_id)
        city, texts = theme.municipality, ticked(theme, request.form.getlist("chosen"))
        if not texts:
            raise Refused("質問が選ばれていません。処理する質問にチェックを付けてから、もう一度押してください。")
        if decision == ENTRY:
            question = theme.label if theme.label in texts else texts[0]
            return redirect(url_for("staff.new_entry", municipality=city, question=question[:200], theme=theme_id, places=places(theme, texts)))
        if decision == PHRASING:
            add_phrasings(session, target, texts)
        decide_questions(session, Decision(city, decision, target, account().name), texts)
    if decision == PHRASING:
        flash(f"言い方を下書きに加えました（{len(texts)}件）。")
        return redirect(url_for("staff.entry", entry_id=target))
    flash(f"「{DECISIONS[decision]}」にしました（{len(texts)}件）。")
    return redirect(url_for("staff.inbox", municipality=city))


def _wanted() -> tuple[str, str]:
    """The decision and its target; the buttons beside near entries name the entry alone."""
    entry_id = request.form.get("entry_id", "").strip()
    decision, target = (PHRASING, entry_id) if entry_id else (request.form.get("decision", ""), request.form.get("target", "").strip()[:160])
    if decision not in DECISIONS or (decision in (PHRASING, ASSIGNED) and not target):
        raise Refused("どうするかと、相手の項目や担当課を選んでください。")
    # What was typed for another button is no target.
    return decision, target if decision in (PHRASING, ASSIGNED) else ""


def add_phrasings(session: Session, entry_id: str, texts: Sequence[str]) -> None:
    """Add phrasings to an entry's draft (a new one where there is none); those it has already, but for marks and blanks, are left as they are."""
    if not account().serves(entry_id.partition(".")[0]):
        abort(403)
    draft, published = draft_of(session, entry_id), published_body(session, entry_id)
    body = draft.body if draft and draft.body else published
    if body is None:
        raise Refused("その項目は見つかりません。一覧から選び直してください。")
    if any(len(text.strip()) > _PHRASING_LENGTH for text in texts):
        raise Refused(f"{_PHRASING_LENGTH}文字を超える質問は、言い方に加えられません。その質問のチェックを外して、もう一度押してください。")
    known = {squeeze(phrasing) for phrasing in body["phrasings"]}
    added = [text for key, text in {squeeze(text): text.strip() for text in texts}.items() if key not in known]
    wanted = body | {"phrasings": [*body["phrasings"], *added]}
    put_draft(session, Edit(entry_id, check_or_refuse(wanted), account().name, seen_before(draft, published)))
