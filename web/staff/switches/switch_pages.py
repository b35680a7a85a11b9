"""The switches: disaster notice, maintenance; and how long residents' words are kept."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.disaster_notice import DisasterNotice, DisasterNoticeRow, switch_off, switch_on
from knowledge.store import now, transaction
from web.maintenance import MaintenanceRow, begin_maintenance, end_maintenance
from web.retention import kept_days
from web.staff.desk import account, engine, my_cities, settings, staff
from web.staff.errors import Refused
from web.staff.people.audit import AuditRow, Change, note_alone
from web.staff.people.guard import allowed, every_city
from web.staff.people.role import Role
from web.staff.switches.retention import LONGEST_DAYS, last_purges
from web.staff.switches.retention_pages import KINDS

MAX_HOURS = 24 * 31
_LISTED = 30


@staff.get("/switches")
@allowed(Role.VIEWER)
def switches() -> str:
    """What is switched on now and lately, and how long messages are kept."""
    with transaction(engine()) as session:
        notices = session.scalars(select(DisasterNoticeRow).order_by(DisasterNoticeRow.id.desc()).limit(_LISTED)).all()
        times = session.scalars(select(MaintenanceRow).order_by(MaintenanceRow.id.desc()).limit(_LISTED)).all()
    shown = [row for row in notices if row.municipality is None or account().serves(row.municipality)]
    default = settings().staff.retention_days
    kept = {"kinds": KINDS, "days": kept_days(engine(), default), "default": default, "longest": LONGEST_DAYS, "purges": last_purges(engine())}
    return render_template("staff/switches.html", notices=shown, reasons=_reasons(), times=times, now=now(), cities=my_cities(), **kept)


def _reasons() -> dict[int, str]:
    """Why the last notices were switched on at the desk, by their ids; the audit log holds it."""
    chosen = select(AuditRow.detail).where(AuditRow.action == "notice_on").order_by(AuditRow.id.desc()).limit(_LISTED)
    with transaction(engine()) as session:
        return {detail["notice"]: detail["reason"] for detail in session.scalars(chosen) if "notice" in detail}


@staff.post("/switches/notice")
@allowed(Role.APPROVER)
def notice_on() -> Response:
    """Show a disaster notice on all channels, for a city or for all."""
    city = _city()
    text, reason, hours = request.form.get("text", "").strip(), request.form.get("reason", "").strip(), _hours()
    if not text or not reason:
        raise Refused("お知らせの文と、出す理由を入力してください。")
    number = switch_on(engine(), DisasterNotice(text[:500], hours, account().name, city))
    note_alone(engine(), Change(account().name, "notice_on", text, city, {"hours": hours, "reason": reason[:500], "notice": number}))
    flash("お知らせを出しました。すべての経路の返答の上に表示されます。")
    return redirect(url_for("staff.switches"))


@staff.post("/switches/notice/off")
@allowed(Role.APPROVER)
def notice_off() -> Response:
    """End a disaster notice."""
    city = _city()
    switch_off(engine(), city)
    note_alone(engine(), Change(account().name, "notice_off", "", city))
    flash("お知らせを終えました。")
    return redirect(url_for("staff.switches"))


@staff.post("/switches/maintenance")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def maintenance_on() -> Response:
    """Tell residents that work is going on."""
    text, hours = request.form.get("text", "").strip(), _hours()
    if not text:
        raise Refused("住民に伝える文を入力してください。")
    begin_maintenance(engine(), text[:500], now() + timedelta(hours=hours), account().name)
    note_alone(engine(), Change(account().name, "maintenance_on", text, None, {"hours": hours}))
    flash("メンテナンスの表示を始めました。")
    return redirect(url_for("staff.switches"))


@staff.post("/switches/maintenance/off")
@allowed(Role.ADMINISTRATOR, city_of=every_city)
def maintenance_off() -> Response:
    """Stop telling so."""
    end_maintenance(engine())
    note_alone(engine(), Change(account().name, "maintenance_off"))
    flash("メンテナンスの表示を終えました。")
    return redirect(url_for("staff.switches"))


def _city() -> str | None:
    """The city of the form; none stands for all, which only those may choose who serve all."""
    city = request.form.get("municipality") or None
    if not account().serves(city) or (city and city not in my_cities()):
        abort(403)
    return city


def _hours() -> float:
    hours = request.form.get("hours", 0.0, type=float)
    if not 0 < hours <= MAX_HOURS:
        raise Refused(f"表示する時間は、1時間から{MAX_HOURS}時間までにしてください。")
    return hours
