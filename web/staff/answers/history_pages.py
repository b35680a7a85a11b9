"""The history of an entry, and going back."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.staff.answers.publication import history, roll_back
from web.staff.answers.text_diff import diff_bodies
from web.staff.desk import account, engine, staff
from web.staff.people.guard import allowed, entry_city
from web.staff.people.role import Role


@staff.get("/entries/<entry_id>/history")
@allowed(Role.VIEWER, city_of=entry_city)
def entry_history(entry_id: str) -> str:
    """Every published version with what it changed."""
    versions = history(engine(), entry_id)
    older = [*(version.body for version in versions[1:]), None][: len(versions)]
    changes = [diff_bodies(before, version.body) for version, before in zip(versions, older, strict=True)]
    return render_template("staff/history.html", entry_id=entry_id, versions=list(zip(versions, changes, strict=True)))


@staff.post("/entries/<entry_id>/rollback")
@allowed(Role.APPROVER, city_of=entry_city)
def roll_back_entry(entry_id: str) -> Response:
    """Make an earlier version the published one, at once."""
    number = request.form.get("number", 0, type=int)
    roll_back(engine(), entry_id, number, account())
    flash(f"第{number}版に戻しました。2秒ほどで、すべての窓口の返答が変わります。")
    return redirect(url_for("staff.entry_history", entry_id=entry_id))
