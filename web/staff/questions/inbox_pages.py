"""The inbox: themes of what waits, and what staff do with one."""

from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from knowledge.store import now, transaction
from knowledge.text.normal import squeeze
from web.kept_words.masking import Masking, mask_everywhere
from web.staff.answers.draft import Edit, Seen, digest, draft_of, published_body, put_draft
from web.staff.answers.entry_pages import check_or_refuse
from web.staff.desk import account, catalogue, clerk, engine, my_cities, staff
from web.staff.errors import Refused
from web.staff.jobs import Job, current_job, start_job
from web.staff.people.audit import Change, note
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import WHY, DecisionRow

PAGE = 10
_NEAR = 3
DECISIONS = {"phrasing": "言い方に加えた", "entry": "新しい項目にする", "out_of_scope": "対象外", "ignored": "対応しない", "assigned": "担当課へ"}


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
    """The biggest themes of a city, ten a page."""
    cities = my_cities()
    city = request.args.get("municipality") or next(iter(cities), "")
    if city not in cities:
        abort(403)
    number = max(1, request.args.get("page", 1, type=int))
    with transaction(engine()) as session:
        chosen = select(ThemeRow).where(ThemeRow.municipality == city).order_by(ThemeRow.count.desc(), ThemeRow.id)
        themes = session.scalars(chosen.offset((number - 1) * PAGE).limit(PAGE)).all()
        count = session.scalar(select(func.count()).select_from(ThemeRow).where(ThemeRow.municipality == city)) or 0
    job = current_job(engine(), "group", city)
    near = {theme.id: near_entries(theme.label, city) for theme in themes}
    pages = -(-count // PAGE)
    departments = cities[city].profile.departments
    return render_template(
        "staff/inbox.html",
        cities=cities,
        city=city,
        themes=themes,
        near=near,
        count=count,
        number=number,
        pages=pages,
        job=job,
        why=WHY,
        departments=departments,
    )


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
    """Decide on a theme: its questions leave the inbox."""
    decision, target = request.form.get("decision", ""), request.form.get("target", "").strip()[:160]
    if decision not in DECISIONS or (decision in ("phrasing", "assigned") and not target):
        raise Refused("どうするかと、相手の項目や担当課を選んでください。")
    with transaction(engine()) as session:
        theme = session.get_one(ThemeRow, theme_id)
        text = request.form.get("text", theme.label)
        if decision == "phrasing":
            add_phrasing(session, target, text)
        for member in theme.members:
            _decide(session, theme.municipality, member["text"], decision, target)
        detail = {"decision": decision, "target": target, "questions": len(theme.members)}
        note(session, Change(account().name, "inbox_decided", f"theme {theme_id}", theme.municipality, detail))
        city = theme.municipality
        session.delete(theme)
    if decision == "entry":
        return redirect(url_for("staff.new_entry", municipality=city, question=text))
    flash("言い方を下書きに加えました。" if decision == "phrasing" else f"「{DECISIONS[decision]}」にしました。")
    return redirect(url_for("staff.entry", entry_id=target) if decision == "phrasing" else url_for("staff.inbox", municipality=city))


def add_phrasing(session: Session, entry_id: str, text: str) -> None:
    """Add a phrasing to an entry's draft (a new one where there is none)."""
    if not account().serves(entry_id.partition(".")[0]):
        abort(403)
    draft, published = draft_of(session, entry_id), published_body(session, entry_id)
    body = draft.body if draft and draft.body else published
    if body is None:
        raise Refused("その項目は見つかりません。一覧から選び直してください。")
    wanted = body | {"phrasings": list(dict.fromkeys((*body["phrasings"], text.strip()[:200])))}
    put_draft(session, Edit(entry_id, check_or_refuse(wanted), account().name, Seen(draft.lock if draft else 0, digest(published))))


def _decide(session: Session, municipality: str, text: str, decision: str, target: str) -> None:
    key = squeeze(text)[:200]
    row = session.scalar(select(DecisionRow).where(DecisionRow.municipality == municipality, DecisionRow.key == key))
    row = row or DecisionRow(municipality=municipality, key=key)
    row.text, row.decision, row.target, row.by, row.at = text[:500], decision, target, account().name, now()
    session.add(row)


@staff.get("/inbox/decided")
@allowed(Role.VIEWER, city_of=asked_city)
def decided() -> str:
    """What was decided lately in a city, to look up or put back."""
    city = request.args["municipality"]
    with transaction(engine()) as session:
        rows = session.scalars(select(DecisionRow).where(DecisionRow.municipality == city).order_by(DecisionRow.id.desc()).limit(300)).all()
    return render_template("staff/decided.html", rows=rows, city=city, decisions=DECISIONS)


@staff.post("/inbox/back")
@allowed(Role.EDITOR, city_of=asked_city)
def put_back() -> Response:
    """Forget a decision: the question shows again with the next grouping."""
    city, number = request.form["municipality"], request.form.get("decision_id", 0, type=int)
    with transaction(engine()) as session:
        session.execute(delete(DecisionRow).where(DecisionRow.id == number, DecisionRow.municipality == city))
        note(session, Change(account().name, "inbox_decided", f"decision {number}", city, {"decision": "put_back"}))
    flash("次にまとめ直したときから、受け箱に戻ります。")
    return redirect(url_for("staff.decided", municipality=city))


@staff.post("/inbox/mask")
@allowed(Role.EDITOR, city_of=asked_city)
def mask_more() -> Response:
    """Hide part of a stored question for good, wherever it is kept."""
    city, text, hidden = request.form["municipality"], request.form.get("text", ""), request.form.get("hidden", "").strip()
    if not hidden or hidden not in text:
        raise Refused("伏せ字にする部分を、質問の文のとおりに入力してください。")
    with transaction(engine()) as session:
        mask_everywhere(session, Masking(city, text, hidden))
        note(session, Change(account().name, "text_masked", "question", city, {"characters": len(hidden)}))
    flash("伏せ字にしました。")
    return redirect(url_for("staff.inbox", municipality=city))
