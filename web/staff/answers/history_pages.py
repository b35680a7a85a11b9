"""The history of an entry or indicator, and going back."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.staff.answers.draft import ENTRY, INDICATOR
from web.staff.answers.publication import history, roll_back
from web.staff.answers.text_diff import diff_bodies
from web.staff.desk import account, engine, staff
from web.staff.people.guard import allowed, entry_city
from web.staff.people.role import Role


@staff.get("/entries/<entry_id>/history")
@allowed(Role.VIEWER, city_of=entry_city)
def entry_history(entry_id: str) -> str:
    """Every published version of an entry with what it changed."""
    return _history(entry_id, ENTRY)


@staff.get("/indicators/<entry_id>/history")
@allowed(Role.VIEWER, city_of=entry_city)
def indicator_history(entry_id: str) -> str:
    """Every published version of an indicator with what it changed."""
    return _history(entry_id, INDICATOR)


def _history(subject: str, kind: str) -> str:
    versions = history(engine(), subject, kind)
    older = [*(version.body for version in versions[1:]), None][: len(versions)]
    changes = [diff_bodies(before, version.body, kind) for version, before in zip(versions, older, strict=True)]
    return render_template("staff/history.html", entry_id=subject, kind=kind, versions=list(zip(versions, changes, strict=True)))


@staff.post("/entries/<entry_id>/rollback")
@allowed(Role.APPROVER, city_of=entry_city)
def roll_back_entry(entry_id: str) -> Response:
    """Make an earlier version of an entry the published one, at once."""
    _roll_back(entry_id, ENTRY)
    return redirect(url_for("staff.entry_history", entry_id=entry_id))


@staff.post("/indicators/<entry_id>/rollback")
@allowed(Role.APPROVER, city_of=entry_city)
def roll_back_indicator(entry_id: str) -> Response:
    """Make an earlier version of an indicator the published one, at once."""
    _roll_back(entry_id, INDICATOR)
    return redirect(url_for("staff.indicator_history", entry_id=entry_id))


def _roll_back(subject: str, kind: str) -> None:
    number = request.form.get("number", 0, type=int)
    roll_back(engine(), subject, number, account(), kind=kind)
    flash(f"第{number}版に戻しました。2秒ほどで、すべての窓口の返答が変わります。")
