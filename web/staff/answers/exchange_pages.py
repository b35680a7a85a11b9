"""Entries out of and into sheets: what an upload would change is shown before anything is written."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import JSON, DateTime, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.wrappers import Response as AnyResponse

from knowledge.store import Base, as_json, now, transaction
from web.staff.answers.city_folder import zip_folder
from web.staff.answers.draft import DraftRow, Edit, Seen, digest, draft_of, published_body, put_draft
from web.staff.answers.entry_yaml import yaml_of
from web.staff.answers.review import Request, open_review
from web.staff.answers.review_pages import start_comparison
from web.staff.answers.sheet import Import, read_import, rows_of, table_of
from web.staff.answers.sheet_file import EXCEL, read_csv, read_excel, write_csv, write_excel
from web.staff.desk import account, catalogue, engine, my_cities, staff
from web.staff.errors import BadSheet, Refused
from web.staff.people.audit import Change, note
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role

_KEPT = timedelta(hours=6)
_SHOWN = 200


class ImportRow(Base):
    """An upload that was read and shown, and waits for the word to go on."""

    __tablename__ = "staff_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    name: Mapped[str] = mapped_column(String(120))
    bodies: Mapped[dict[str, Any]] = mapped_column(JSON)


@staff.get("/exchange")
@allowed(Role.VIEWER)
def exchange() -> str:
    """Where sheets are written and read."""
    return render_template("staff/exchange.html", cities=my_cities())


@staff.get("/exchange/entries.<kind>")
@allowed(Role.VIEWER, city_of=asked_city)
def export(kind: str) -> Response:
    """All published entries of a city as xlsx, csv or yml, or its whole folder for git as zip."""
    city = request.args["municipality"]
    found = catalogue().municipalities.get(city) or abort(404)
    if kind == "yml":
        content, mimetype = yaml_of([as_json(entry) for entry in found.entries]).encode(), "application/yaml"
    elif kind == "zip":
        content, mimetype = zip_folder(found), "application/zip"
    elif kind in ("xlsx", "csv"):
        write, mimetype = (write_excel, EXCEL) if kind == "xlsx" else (write_csv, "text/csv")
        content = write(table_of(found.entries))
    else:
        abort(404)
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f"attachment; filename={city}-entries.{kind}"})


@staff.post("/exchange")
@allowed(Role.EDITOR, city_of=asked_city)
def show_import() -> str | tuple[str, int]:
    """Read an upload and show what it would do; nothing is changed yet."""
    city = request.form["municipality"]
    found = catalogue().municipalities.get(city) or abort(404)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Refused("ファイルを選んでください。")
    try:
        content = sent.read()
        table = read_excel(content) if content[:2] == b"PK" else read_csv(content)
        read = read_import(rows_of(table), found, whole=bool(request.form.get("whole")))
    except BadSheet as error:
        return render_template("staff/exchange.html", cities=my_cities(), wrong=str(error), city=city), 422
    number = None if read.bad else _keep(city, sent.filename, read)
    old = {entry.id: entry for entry in found.entries}
    return render_template("staff/import.html", read=read, number=number, city=city, old=old, shown=_SHOWN, filename=sent.filename[:120])


def _keep(city: str, filename: str, read: Import) -> int | None:
    bodies = {**read.added, **read.changed, **dict.fromkeys(read.removed)}
    if not bodies:
        return None
    with transaction(engine()) as session:
        session.execute(delete(ImportRow).where(ImportRow.at < now() - _KEPT))
        row = ImportRow(municipality=city, by=account().name, at=now(), name=filename[:120], bodies=bodies)
        session.add(row)
        session.flush()
        return row.id


@staff.post("/exchange/<int:import_id>")
@allowed(Role.EDITOR, city_of=asked_city)
def carry_out_import(import_id: int) -> AnyResponse:
    """Make drafts of everything an upload changes and put them before the approvers together."""
    with transaction(engine()) as session:
        kept = session.get(ImportRow, import_id)
        if kept is None or kept.by != account().name or kept.municipality != request.form["municipality"]:
            raise Refused("この取り込みは、もう終わったか、時間がたちました。ファイルを選び直してください。")
        drafts = [_draft(session, name, body) for name, body in kept.bodies.items()]
        title = f"表の取り込み（{len(drafts)}件、{kept.name}）"
        number = open_review(session, [draft.id for draft in drafts], Request(kept.municipality, title, account().name))
        note(session, Change(account().name, "imported", kept.name, kept.municipality, {"changes": len(drafts)}))
        session.delete(kept)
    start_comparison(number)
    flash(f"{len(drafts)}件の下書きを作り、確認を依頼しました。")
    return redirect(url_for("staff.review", review_id=number))


def _draft(session: Session, name: str, body: dict[str, Any] | None) -> DraftRow:
    """An earlier draft of the same entry is replaced; the audit log keeps what it held."""
    earlier = draft_of(session, name)
    if earlier is not None and earlier.review_id is None:
        note(session, Change(account().name, "draft_discarded", name, earlier.municipality, {"body": earlier.body}))
    seen = Seen(earlier.lock if earlier else 0, digest(published_body(session, name)))
    return put_draft(session, Edit(name, body, account().name, seen))
