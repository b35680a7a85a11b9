"""The form in which administrators say how long residents' words are kept."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from web.retention import Kind
from web.staff.desk import account, engine, settings, staff
from web.staff.errors import Refused
from web.staff.people.guard import allowed, every_city
from web.staff.people.role import Role
from web.staff.switches.retention import LONGEST_DAYS, set_days, waiting

KINDS = {Kind.QUESTIONS: "住民の質問", Kind.FEEDBACK: "答えの評価に添えられた文", Kind.OPINIONS: "ご意見"}


@staff.post("/switches/retention")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def keep() -> Response:
    """Set the days; what the next run will remove is told at once, while it can still be taken back."""
    days = {kind: _days(kind) for kind in Kind}
    if not set_days(engine(), days, settings().staff.retention_days, account().name):
        flash("残す期間は今までと同じです。")
    else:
        due = "、".join(f"{KINDS[kind]} {waiting(engine(), kind, number):,}件" for kind, number in days.items())
        flash(f"残す期間を変えました。次の実行（午前3時ごろ）で消えるもの: {due}")
    return redirect(url_for("staff.switches"))


def _days(kind: Kind) -> int:
    days = request.form.get(kind.value, 0, type=int)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"「{KINDS[kind]}」を残す期間は、1日から{LONGEST_DAYS}日までの整数で入力してください。")
    return days
