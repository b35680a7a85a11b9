"""Entries out of and into sheets: what an upload would change is shown before anything is written."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from knowledge.entry import Entry
from knowledge.store import as_json, transaction
from web.staff.answers.city_folder import zip_folder
from web.staff.answers.entry_yaml import yaml_of
from web.staff.answers.pending_import import ImportRow, Upload, bodies_of, draft_import, keep_import, open_drafts
from web.staff.answers.review import Request, open_review
from web.staff.answers.review_pages import start_comparison
from web.staff.answers.sheet import Import, read_import, rows_of, table_of
from web.staff.answers.sheet_file import EXCEL, read_csv, read_excel, write_csv, write_excel
from web.staff.answers.text_diff import changed_fields
from web.staff.desk import account, catalogue, engine, my_cities, staff
from web.staff.errors import BadSheet, Refused
from web.staff.people.audit import Change, note
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role

_SHOWN = 200


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
    return _preview(Upload(city, account().name, sent.filename[:120]), read, {entry.id: entry for entry in found.entries})


def _preview(upload: Upload, read: Import, old: dict[str, Entry]) -> str:
    bodies = bodies_of(read)
    with transaction(engine()) as session:
        drafts = open_drafts(session, upload.municipality, bodies)
        waiting = [row for row in drafts.values() if row.review_id is not None]
        number = keep_import(session, upload, read, old) if bodies and not read.bad and not waiting else None
    changes = {name: changed_fields(as_json(old[name]), read.changed[name]) for name in list(read.changed)[:_SHOWN]}
    shown = {"upload": upload, "read": read, "old": old, "drafts": drafts, "waiting": waiting, "changes": changes}
    return render_template("staff/import.html", **shown, number=number, shown=_SHOWN)


@staff.post("/exchange/<int:import_id>")
@allowed(Role.EDITOR, city_of=asked_city)
def carry_out_import(import_id: int) -> AnyResponse:
    """Make drafts of everything an upload changes and put them before the approvers together."""
    with transaction(engine()) as session:
        kept = session.get(ImportRow, import_id)
        if kept is None or kept.by != account().name or kept.municipality != request.form["municipality"]:
            raise Refused("この取り込みは、もう終わったか、時間がたちました。ファイルを選び直してください。")
        drafts = draft_import(session, kept, account().name)
        title = f"表の取り込み（{len(drafts)}件、{kept.name}）"
        number = open_review(session, [draft.id for draft in drafts], Request(kept.municipality, title, account().name))
        note(session, Change(account().name, "imported", kept.name, kept.municipality, {"changes": len(drafts)}))
        session.delete(kept)
    start_comparison(number)
    flash(f"{len(drafts)}件の下書きを作り、確認を依頼しました。")
    return redirect(url_for("staff.review", review_id=number))
