"""Indicators: the list, and the grid of an indicator's years."""

import math
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.store import IndicatorRow, transaction
from web.staff.answers.draft import INDICATOR, DraftRow, Edit, Seen, discard_draft, draft_of, published_body, save_draft, seen_now
from web.staff.answers.entry_check import Mistake, check_indicator
from web.staff.answers.entry_text import read_sources, write_sources
from web.staff.answers.review import Request, ask_review
from web.staff.answers.review_pages import start_comparison
from web.staff.answers.text_diff import overtaken
from web.staff.desk import account, engine, my_cities, staff
from web.staff.errors import Refused, Stale
from web.staff.people.guard import allowed, entry_city
from web.staff.people.role import Role

_EMPTY_ROWS = 2
INDICATOR_LABELS = {"id": "ID", "name": "名前", "unit": "単位", "note": "注", "aliases": "別の言い方", "sources": "出典"}


@staff.get("/indicators")
@allowed(Role.VIEWER)
def indicators() -> str:
    """All indicators of the person's cities, and those that wait as drafts alone."""
    unpublished = select(DraftRow).where(DraftRow.kind == INDICATOR, DraftRow.municipality.in_(my_cities()), DraftRow.subject.not_in(select(IndicatorRow.id)))
    with transaction(engine()) as session:
        new = session.scalars(unpublished.order_by(DraftRow.subject)).all()
    return render_template("staff/indicators.html", cities=my_cities(), new=new)


@staff.get("/indicators/<entry_id>")
@allowed(Role.VIEWER, city_of=entry_city)
def indicator(entry_id: str) -> str:
    """An indicator's grid, from the draft or from what is published."""
    body, draft, seen = _standing(entry_id)
    if body is None:
        abort(404)
    return indicator_page(entry_id, body, seen, draft=draft)


@staff.post("/indicators/<entry_id>")
@allowed(Role.EDITOR, city_of=entry_city)
def save_indicator(entry_id: str) -> Response | tuple[str, int]:
    """Keep the grid as a draft."""
    published, draft, _ = _standing(entry_id)
    if published is None:
        abort(404)
    body, wrong = typed_indicator(published)
    seen = Seen(request.form.get("lock", 0, type=int), request.form.get("base", ""))
    checked = check_indicator(body)
    if wrong or checked.body is None:
        return indicator_page(entry_id, body, seen, draft=draft, mistakes=(*wrong, *checked.mistakes)), 422
    try:
        save_draft(engine(), Edit(entry_id, checked.body, account().name, seen, INDICATOR))
    except Stale:
        theirs, draft, seen = _standing(entry_id)
        mistake = Mistake("values", "開いていた間に、ほかの人が変えました。下の「今の内容」と見比べて、もう一度保存してください")
        return indicator_page(entry_id, checked.body, seen, draft=draft, mistakes=(mistake,), theirs=theirs), 409
    flash("下書きを保存しました。", "saved")
    return redirect(url_for("staff.indicator", entry_id=entry_id))


@staff.post("/indicators/<entry_id>/review")
@allowed(Role.EDITOR, city_of=entry_city)
def ask_indicator(entry_id: str) -> Response:
    """Ask for the draft's review."""
    _, draft, _ = _standing(entry_id)
    if draft is None or draft.body is None:
        raise Refused("下書きがありません。先に保存してください。")
    number = ask_review(engine(), [draft.id], Request(draft.municipality, f"指標: {draft.body['name']}", account().name))
    start_comparison(number)
    return redirect(url_for("staff.review", review_id=number))


@staff.post("/indicators/<entry_id>/discard")
@allowed(Role.EDITOR, city_of=entry_city)
def discard_indicator(entry_id: str) -> Response:
    """Drop the draft."""
    discard_draft(engine(), entry_id, account().name, kind=INDICATOR)
    return redirect(url_for("staff.indicator", entry_id=entry_id))


def typed_indicator(body: dict[str, Any]) -> tuple[dict[str, Any], tuple[Mistake, ...]]:
    """The grid as typed, and the cells that hold no number."""
    years, targets, actuals = (request.form.getlist(name) for name in ("year", "target", "actual"))
    rows = [(y.strip(), t.strip(), a.strip()) for y, t, a in zip(years, targets, actuals, strict=False) if y.strip()]
    wrong = tuple(Mistake("values", f"{year} の「{text}」は数ではありません") for year, *texts in rows for text in texts if text and number_of(text) is None)
    values = [{"year": year, "target": number_of(target), "actual": number_of(actual)} for year, target, actual in rows]
    words = {name: request.form.get(name, "").strip() for name in ("name", "unit", "note")}
    lists: dict[str, Any] = (
        {"aliases": [word.strip() for word in request.form.get("aliases", "").splitlines() if word.strip()]} if "aliases" in request.form else {}
    )
    lists |= {"sources": read_sources(request.form["sources"])} if "sources" in request.form else {}
    return body | {"name": words["name"], "unit": words["unit"], "note": words["note"] or None, "values": values} | lists, wrong


def number_of(text: str) -> int | float | None:
    """1,040 → 1040, 12.5 → 12.5; None for what is no number."""
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and "." not in text else number


def _standing(entry_id: str) -> tuple[dict[str, Any] | None, DraftRow | None, Seen]:
    with transaction(engine()) as session:
        published, draft = published_body(session, entry_id, INDICATOR), draft_of(session, entry_id, INDICATOR)
    return (draft.body if draft else published), draft, seen_now(draft, published)


def indicator_page(
    entry_id: str, body: dict[str, Any], seen: Seen, *, draft: DraftRow | None = None, mistakes: tuple[Mistake, ...] = (), theirs: dict[str, Any] | None = None
) -> str:
    """The grid and the fields around it; without an id, of an indicator that is to be made."""
    with transaction(engine()) as session:
        # Also after mistakes: who saves from this page has seen what is published now.
        newer = overtaken(draft, published_body(session, entry_id, INDICATOR))
    rows = [*body["values"], *({"year": "", "target": None, "actual": None} for _ in range(_EMPTY_ROWS))]
    shown = {"body": body, "rows": rows, "seen": seen, "draft": draft, "newer": newer, "mistakes": mistakes, "theirs": theirs, "labels": INDICATOR_LABELS}
    return render_template("staff/indicator.html", entry_id=entry_id, sources=write_sources(body.get("sources") or ()), **shown)
