"""The list of entries and what is done to several at once."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from knowledge.calendar import today
from knowledge.store import transaction
from knowledge.topic import TOPICS
from web.staff.answers.draft import Edit, draft_of, published_body, put_draft, seen_before
from web.staff.answers.entry_check import check_entry
from web.staff.answers.entry_text import CHOICES, flatten, unflatten
from web.staff.answers.listing import FLAGS, PAGE, find_entries, read_filter, standing
from web.staff.desk import account, catalogue, clerk, engine, my_cities, staff
from web.staff.errors import Refused
from web.staff.people.guard import allowed
from web.staff.people.role import Role

MAX_AT_ONCE = 500
_SETTABLE = ("topic", "department", "status", "valid_from", "valid_until", "confirm_by")


@staff.get("/entries")
@allowed(Role.VIEWER)
def entries() -> str:
    """Entries that fit the filter, fifty a page."""
    wanted, known, cities = read_filter(request.args), standing(engine()), my_cities()
    found = find_entries(clerk(), cities, wanted, known, today())
    number = max(1, request.args.get("page", 1, type=int))
    departments = sorted({entry.department for city in cities.values() for entry in city.entries if entry.department})
    return render_template(
        "staff/entries.html",
        found=found[(number - 1) * PAGE : number * PAGE],
        count=len(found),
        number=number,
        pages=-(-len(found) // PAGE),
        wanted=wanted,
        known=known,
        cities=cities,
        departments=departments,
        flags=FLAGS,
        topics=TOPICS,
        choices=CHOICES,
        today=today(),
        settable=_SETTABLE,
    )


@staff.post("/entries/bulk")
@allowed(Role.EDITOR)
def change_many() -> Response:
    """Set one field of all chosen entries, or withdraw them: as drafts, to be reviewed like any other."""
    chosen = request.form.getlist("chosen")[:MAX_AT_ONCE]
    if not chosen:
        raise Refused("項目が選ばれていません。左の欄で選んでから、もう一度押してください。")
    field, value = request.form.get("field", ""), request.form.get("value", "").strip()
    if field not in (*_SETTABLE, "withdraw"):
        abort(400)
    value = _value_named(field, value)
    for name in chosen:
        _change(name, field, value)
    flash(f"{len(chosen)}件の下書きを作りました。内容を確かめて、確認を依頼してください。")
    return redirect(url_for("staff.drafts"))


def _value_named(field: str, text: str) -> str:
    """A choice may be typed by its name for people: 実施中 for running."""
    return next((value for value, label in CHOICES.get(field, {}).items() if text == label), text)


def _change(name: str, field: str, value: str) -> None:
    if not account().serves(name.partition(".")[0]):
        abort(403)
    with transaction(engine()) as session:
        draft, published = draft_of(session, name), published_body(session, name)
        now = draft.body if draft and draft.body else published
        if now is None:
            abort(404)
        if field == "withdraw" and published is None:
            raise Refused(f"「{now['question']}」は、まだ公開していません。やめるときは、項目のページで下書きを破棄してください。")
        body = None if field == "withdraw" else check_or_refuse(unflatten(flatten(now) | {field: value}))
        put_draft(session, Edit(name, body, account().name, seen_before(draft, published)))


def check_or_refuse(body: dict[str, object]) -> dict[str, object]:
    """The tidy body; Refused with everything that is wrong."""
    checked = check_entry(body, catalogue())
    if checked.body is None:
        raise Refused(f"{body.get('id')}: " + " ／ ".join(f"{mistake.label}: {mistake.reason}" for mistake in checked.mistakes))
    return checked.body
