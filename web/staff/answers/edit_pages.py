"""Editing one entry: form, preview, saving a draft, merging with somebody else's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from knowledge.ingest.passage_store import ProposalRow
from knowledge.store import EntryRow, transaction
from web.staff.answers.draft import DraftRow, Edit, Seen, discard_draft, draft_of, published_body, put_draft, seen_before, seen_now
from web.staff.answers.entry_check import Checked, check_entry
from web.staff.answers.entry_text import CHOICES, FIELDS, LABELS, flatten, unflatten
from web.staff.answers.merge import choices_between, field_marks
from web.staff.answers.preview import previews
from web.staff.answers.publication import history
from web.staff.answers.review import Request, ask_review
from web.staff.answers.review_pages import start_comparison
from web.staff.answers.text_diff import FieldDiff, overtaken
from web.staff.answers.translation_text import shown_translations, typed_translations
from web.staff.desk import account, catalogue, clerk, engine, staff
from web.staff.errors import Refused, Stale
from web.staff.people.guard import allowed, asked_city, entry_city
from web.staff.people.role import Role
from web.staff.questions.brought import brought_along, decide_brought


@dataclass(frozen=True)
class Standing:
    """An entry as it stands: what is published, the draft if any, what was published until it was withdrawn, and what the next editor sees."""

    published: dict[str, Any] | None
    draft: DraftRow | None
    withdrawn: dict[str, Any] | None = None

    @property
    def body(self) -> dict[str, Any] | None:
        """What the form shows: the draft, else what is published or was last."""
        return self.draft.body if self.draft and self.draft.body is not None else self.published or self.withdrawn

    @property
    def seen(self) -> Seen:
        """What a change of it must name."""
        return seen_now(self.draft, self.published)

    @property
    def newer(self) -> tuple[FieldDiff, ...] | None:
        """What the draft would change, where something newer was published than it is based on; else None."""
        return overtaken(self.draft, self.published)


def standing_of(entry_id: str) -> Standing:
    """Read how an entry stands."""
    with transaction(engine()) as session:
        row = session.get(EntryRow, entry_id)
        return Standing(published_body(session, entry_id), draft_of(session, entry_id), row.body if row and row.withdrawn else None)


@staff.get("/entries/<entry_id>")
@allowed(Role.VIEWER, city_of=entry_city)
def entry(entry_id: str) -> str:
    """The form, filled from the draft or from what is published."""
    now = standing_of(entry_id)
    if now.body is None:
        abort(404)
    flat = flatten(now.body) | _added(request.args)
    return _form(entry_id, flat, now.seen, now=now)


def _added(values: Mapping[str, str]) -> dict[str, str]:
    """A phrasing brought along from the inbox is shown apart, in `add`."""
    return {"add": values["add"][:200]} if values.get("add") else {}


@staff.get("/entries/new")
@allowed(Role.EDITOR, city_of=asked_city)
def new_entry() -> str:
    """An empty form for a city, with a question brought along if there is one."""
    city = request.args["municipality"]
    if city not in catalogue().municipalities:
        abort(404)
    question = request.args.get("question", "")[:200]
    flat = _proposed(city) | {"id": _free_id(city)}
    flat |= {"question": question, "phrasings": question} if question else {}
    with transaction(engine()) as session:
        asked = brought_along(session, city, request.args)
    return _form("", flat, Seen(0, ""), asked=asked)


def _free_id(city: str) -> str:
    """An id that no entry has: neither a published or withdrawn one nor one that waits as a draft."""
    with transaction(engine()) as session:
        taken = {*session.scalars(select(EntryRow.id)), *session.scalars(select(DraftRow.subject))}
    return next(name for number in count(1) if (name := f"{city}.new-{number}") not in taken)


def _proposed(city: str) -> dict[str, str]:
    """The fields of a draft that taking in a plan proposed, if the address names one of this city."""
    with transaction(engine()) as session:
        row = session.get(ProposalRow, request.args.get("proposal", 0, type=int))
    return flatten(row.body) if row and row.municipality == city else {}


@staff.post("/entries/new")
@allowed(Role.EDITOR, city_of=asked_city)
def add_entry() -> Response | tuple[str, int]:
    """Keep a new entry as a draft."""
    entry_id = request.form.get("id", "").strip()
    if entry_id.partition(".")[0] != request.form["municipality"]:
        raise Refused(f"IDは「{request.form['municipality']}.」で始めてください。")
    return _save(entry_id)


@staff.post("/entries/<entry_id>")
@allowed(Role.EDITOR, city_of=entry_city)
def save_entry(entry_id: str) -> Response | tuple[str, int]:
    """Keep the form as a draft."""
    return _save(entry_id)


def _save(entry_id: str) -> Response | tuple[str, int]:
    flat = _typed(entry_id)
    seen = Seen(request.form.get("lock", 0, type=int), request.form.get("base", ""))
    checked = check_entry(unflatten(flat), catalogue())
    if checked.body is None:
        return _form(entry_id, flat, seen, checked=checked, asked=request.form.getlist("asked")), 422
    try:
        with transaction(engine()) as session:
            put_draft(session, Edit(entry_id, checked.body, account().name, seen))
            decide_brought(session, entry_id, request.form, account().name)
    except Stale:
        return _merge(entry_id, flat), 409
    # The page that shows this lets the browser drop its own copy of the form.
    flash("下書きを保存しました。", "saved")
    return redirect(url_for("staff.entry", entry_id=entry_id))


def _typed(entry_id: str) -> dict[str, str]:
    flat = {field.name: request.form.get(field.name, "") for field in FIELDS} | {"id": entry_id}
    flat["translations"] = typed_translations(request.form) or flat["translations"]
    if request.form.get("add", "").strip():
        flat["phrasings"] += "\n" + request.form["add"].strip()
    return flat


def _merge(entry_id: str, mine: dict[str, str]) -> str:
    now = standing_of(entry_id)
    theirs, mine = flatten(now.body or {}), flatten(unflatten(mine))
    # This page shows the other's draft, not what was published since that began: only the form does, and so only it may take up a newer base.
    seen = seen_before(now.draft, now.published)
    return render_template(
        "staff/merge.html",
        entry_id=entry_id,
        mine=mine,
        choices=choices_between(mine, theirs, request.form.get("opened", "")),
        opened=field_marks(theirs),
        labels=LABELS,
        seen=seen,
        draft=now.draft,
        asked=request.form.getlist("asked"),
    )


@staff.post("/entries/<entry_id>/discard")
@allowed(Role.EDITOR, city_of=entry_city)
def discard(entry_id: str) -> Response:
    """Drop the draft."""
    back = discard_draft(engine(), entry_id, account().name)
    flash(f"下書きを破棄しました。この下書きで処理した質問{back}件は、次にまとめ直したときから受け箱に戻ります。" if back else "下書きを破棄しました。")
    return redirect(url_for("staff.drafts"))


@staff.post("/entries/<entry_id>/review")
@allowed(Role.EDITOR, city_of=entry_city)
def ask(entry_id: str) -> Response:
    """Ask for the draft's review; the answer diff starts at once."""
    draft = standing_of(entry_id).draft
    if draft is None:
        raise Refused("下書きがありません。先に保存してください。")
    title = (draft.body or {}).get("question") or f"{entry_id} の取り下げ"
    number = ask_review(engine(), [draft.id], Request(draft.municipality, title, account().name, request.form.get("comment", "")[:2000]))
    start_comparison(number)
    flash("確認を依頼しました。実際の質問での比較を始めています。")
    return redirect(url_for("staff.review", review_id=number))


@staff.post("/preview")
@allowed(Role.EDITOR)
def preview() -> str:
    """How the form's content would look to residents, with hints on how easy it is to read."""
    entry_id = request.form.get("id", "")
    if not account().serves(entry_id.partition(".")[0]):
        abort(403)
    flat = _typed(entry_id)
    return render_template("staff/preview.html", shown=previews(unflatten(flat), clerk().catalogue))


def _form(entry_id: str, flat: Mapping[str, str], seen: Seen, *, checked: Checked | None = None, now: Standing | None = None, asked: Sequence[str] = ()) -> str:
    # A form that comes back with mistakes keeps the marks it was opened with.
    opened = request.form.get("opened", "") if checked else field_marks(flat)
    return render_template(
        "staff/entry.html",
        entry_id=entry_id,
        flat=flat,
        seen=seen,
        opened=opened,
        newer=now.newer if now else None,
        fields=FIELDS,
        choices=CHOICES,
        translations=shown_translations(flat.get("translations", "")),
        mistakes=checked.mistakes if checked else (),
        draft=now.draft if now else None,
        published=now.published if now else None,
        withdrawn=now.withdrawn if now else None,
        versions=history(engine(), entry_id)[:1] if entry_id else [],
        asked=asked,
    )
