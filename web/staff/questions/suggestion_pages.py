"""Suggestions: what residents' conversations propose, to be taken or dismissed; and the staff's synonyms."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.store import mark_published, transaction
from knowledge.synonym_store import SynonymRow, add_synonyms
from web.staff.desk import account, catalogue, engine, my_cities, staff
from web.staff.errors import Refused
from web.staff.jobs import Job, current_job, start_job
from web.staff.people.audit import Change, note, note_alone
from web.staff.people.guard import allowed, every_city
from web.staff.people.role import Role
from web.staff.questions.confirmed import KIND, SUBJECT, learned_before
from web.staff.questions.inbox_pages import add_phrasings
from web.staff.questions.suggestion import DISMISSED, OPEN, PHRASING, TAKEN, SuggestionRow

_SHOWN = 100


def suggestion_city(values: Any) -> str | None:
    """The municipality of the suggestion an address names; 404 when there is none."""
    with transaction(engine()) as session:
        return session.scalar(select(SuggestionRow.municipality).where(SuggestionRow.id == values["suggestion_id"])) or abort(404)


@staff.get("/suggestions")
@allowed(Role.VIEWER)
def suggestions() -> str:
    """Open suggestions of the person's cities, most frequent first, and the synonyms."""
    with transaction(engine()) as session:
        chosen = select(SuggestionRow).where(SuggestionRow.municipality.in_(my_cities()), SuggestionRow.state == OPEN)
        rows = session.scalars(chosen.order_by(SuggestionRow.count.desc()).limit(_SHOWN)).all()
        words = session.scalars(select(SynonymRow).order_by(SynonymRow.id.desc())).all()
    entries = {row.target: catalogue().entry(row.target) for row in rows if row.kind == PHRASING}
    job = current_job(engine(), KIND, SUBJECT)
    return render_template("staff/suggestions.html", rows=rows, entries=entries, words=words, learned=learned_before(), job=job)


@staff.post("/learning")
@allowed(Role.APPROVER, city_of=every_city)
def learn_anew() -> Response:
    """Fit the search's ranking anew on what is published, in the background."""
    start_job(engine(), current_app.extensions["staff_runner"], Job(KIND, SUBJECT, account().name))
    note_alone(engine(), Change(account().name, "learning_started"))
    return redirect(url_for("staff.suggestions"))


@staff.post("/suggestions/<int:suggestion_id>")
@allowed(Role.APPROVER, city_of=suggestion_city)
def decide_suggestion(suggestion_id: int) -> Response:
    """Take a suggestion (a phrasing becomes a draft, a synonym counts at once) or dismiss it."""
    take = request.form.get("decision") == "take"
    with transaction(engine()) as session:
        row = session.get_one(SuggestionRow, suggestion_id)
        if row.state != OPEN:
            raise Refused("この提案は、もう処理されています。一覧を開き直してください。")
        if take and row.kind == PHRASING:
            add_phrasings(session, row.target, [row.text])
        elif take:
            _take_synonym(session, row)
        row.state = TAKEN if take else DISMISSED
        # The log stays for ever, so it names the suggestion and not the resident's words.
        detail = {"kind": row.kind, "target": row.target, "taken": take}
        note(session, Change(account().name, "suggestion_decided", f"suggestion {row.id}", row.municipality, detail))
        kind, target = row.kind, row.target
    flash("提案を取り入れました。" if take else "提案を見送りました。")
    return redirect(url_for("staff.entry", entry_id=target) if take and kind == PHRASING else url_for("staff.suggestions"))


def _take_synonym(session: Any, row: SuggestionRow) -> None:
    if not account().serves_all():
        abort(403, "同義語はすべての市に効くため、全市を担当する人だけが取り入れられます。")
    add_synonyms(session, (row.target, row.text), account().name)
    mark_published(session)


@staff.post("/synonyms")
@allowed(Role.APPROVER, city_of=every_city)
def change_synonyms() -> Response:
    """Add a group of words that mean the same, or take one away; counts with the next search, for every city."""
    with transaction(engine()) as session:
        removed = session.get(SynonymRow, request.form.get("remove", 0, type=int))
        words = tuple(dict.fromkeys(word.strip() for word in request.form.get("words", "").replace("、", ",").split(",") if word.strip()))
        if removed is not None:
            session.delete(removed)
        elif len(words) < 2 or any(len(word) > 40 for word in words) or len(words) > 20:
            raise Refused("同じ意味の言葉を、「、」で区切って2つ以上入力してください。")
        else:
            add_synonyms(session, words, account().name)
        mark_published(session)
        note(session, Change(account().name, "synonym_changed", "、".join(removed.words if removed else words), None, {"removed": removed is not None}))
    flash("同義語を変えました。2秒ほどで、検索に使われます。")
    return redirect(url_for("staff.suggestions"))
