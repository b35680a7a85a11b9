"""The audit log on a page and as a file."""

import csv
import io
import json

from flask import Response, render_template, request
from sqlalchemy import Select, select

from knowledge.store import transaction
from web.staff.answers.guarded_cell import guard_cell
from web.staff.desk import account, engine, staff
from web.staff.people.audit import AuditRow, Change, first_break, note_alone
from web.staff.people.guard import allowed, every_city
from web.staff.people.role import Role
from web.staff.shown import ACTIONS, moment

PAGE = 100


@staff.get("/audit")
@allowed(Role.APPROVER)
def audit() -> str:
    """The newest changes; accounts limited to cities see those of their cities."""
    number = max(1, request.args.get("page", 1, type=int))
    by, action = request.args.get("by", ""), request.args.get("action", "")
    chosen = _visible().order_by(AuditRow.id.desc())
    chosen = chosen.where(AuditRow.by == by) if by else chosen
    chosen = chosen.where(AuditRow.action == action) if action else chosen
    with transaction(engine()) as session:
        rows = session.scalars(chosen.offset((number - 1) * PAGE).limit(PAGE + 1)).all()
    return render_template("staff/audit.html", rows=rows[:PAGE], more=len(rows) > PAGE, number=number, by=by, action=action, actions=ACTIONS)


@staff.get("/audit.csv")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def audit_csv() -> Response:
    """The whole log; its first line tells whether the chain of digests is whole."""
    text = io.StringIO()
    table = csv.writer(text)
    with transaction(engine()) as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    broken = first_break(iter(rows))
    table.writerow(["記録のつながり", "正しい" if broken is None else f"{broken}番で切れています"])
    table.writerow(["番号", "日時", "だれが", "何を", "市", "対象", "詳細", "つながり"])
    for row in rows:
        detail = json.dumps(row.detail, ensure_ascii=False)
        table.writerow([row.id, moment(row.at), *map(guard_cell, (row.by, row.action, row.municipality or "", row.subject, detail)), row.chain])
    note_alone(engine(), Change(account().name, "audit_exported"))
    return Response("\ufeff" + text.getvalue(), mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=audit.csv"})


def _visible() -> Select[AuditRow]:
    chosen = select(AuditRow)
    return chosen if account().serves_all() else chosen.where(AuditRow.municipality.in_(account().municipalities))
