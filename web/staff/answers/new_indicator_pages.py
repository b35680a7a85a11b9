"""A new indicator: typed like any other, kept as a draft, published after review."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from web.staff.answers.draft import INDICATOR, Edit, Seen, save_draft
from web.staff.answers.entry_check import Mistake, check_indicator
from web.staff.answers.indicator_pages import indicator_page, typed_indicator
from web.staff.desk import account, catalogue, engine, staff
from web.staff.errors import Refused, Stale
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role

_NEW = Seen(0, "")


@staff.get("/indicators/new")
@allowed(Role.EDITOR, city_of=asked_city)
def new_indicator() -> str:
    """An empty grid for a city."""
    city = request.args["municipality"]
    if city not in catalogue().municipalities:
        abort(404)
    return indicator_page("", _empty(f"{city}."), _NEW)


@staff.post("/indicators/new")
@allowed(Role.EDITOR, city_of=asked_city)
def add_indicator() -> Response | tuple[str, int]:
    """Keep a new indicator as a draft."""
    city, entry_id = request.form["municipality"], request.form.get("id", "").strip()
    if city not in catalogue().municipalities or entry_id.partition(".")[0] != city:
        raise Refused(f"IDは「{city}.」で始めてください。")
    body, wrong = typed_indicator(_empty(entry_id))
    checked = check_indicator(body)
    if wrong or checked.body is None:
        return indicator_page("", body, _NEW, mistakes=(*wrong, *checked.mistakes)), 422
    try:
        save_draft(engine(), Edit(entry_id, checked.body, account().name, _NEW, INDICATOR))
    except Stale:
        taken = Mistake("id", f"「{entry_id}」は、もうあります。別のIDにしてください")
        return indicator_page("", body, _NEW, mistakes=(taken,)), 409
    flash("下書きを保存しました。内容を確かめて、確認を依頼してください。", "saved")
    return redirect(url_for("staff.indicator", entry_id=entry_id))


def _empty(entry_id: str) -> dict[str, Any]:
    return {"id": entry_id, "name": "", "unit": "", "note": None, "values": [], "aliases": [], "sources": []}
