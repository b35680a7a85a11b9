"""Writing a notice: free or from an entry, for whom, when; with the number of recipients and LINE's look beside it."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from knowledge.calendar import today
from knowledge.entry import Entry
from web.errors import WebError
from web.line.errors import NoticeError
from web.line.notice.drafting import Draft, change, check, digest, find, text_of_entry, write
from web.line.sentence import line_languages
from web.notices.blueprint import connected, line_desk, note_step, notice_account, notices
from web.notices.look import expected, look
from web.notices.notice_form import Typed, completed, read_form, shown_form
from web.notices.wording import language_names, topic_names
from web.staff.answers.listing import Filter, Standing, find_entries
from web.staff.desk import account, clerk, engine, my_cities
from web.staff.errors import Refused
from web.staff.people.guard import allowed, asked_city
from web.staff.people.role import Role

_FOUND = 8


@notices.get("/new")
@allowed(Role.EDITOR, city_of=asked_city)
def new() -> str:
    """A form for an account: empty, or with an entry's answer in it."""
    name = connected(request.args["municipality"])
    entry = _entry(name, request.args.get("entry", ""))
    texts = {language: text for language, text in text_of_entry(entry).items() if language in line_languages()} if entry else {}
    return _form(Typed(Draft(name, texts, entry_id=entry.id if entry else None)))


def _entry(name: str, entry_id: str) -> Entry | None:
    """The entry an address names, if it is one the account may speak of."""
    if not entry_id:
        return None
    entry = line_desk().catalogue.entry(entry_id) or abort(404)
    return entry if line_desk().city_of(name) in (None, entry.municipality) else abort(404)


@notices.post("/new")
@allowed(Role.EDITOR, city_of=asked_city)
def add() -> Response | tuple[str, int]:
    """Keep a new notice; what is wrong is said beside what was typed."""
    typed = read_form(request.form, connected(request.form["municipality"]))
    try:
        number = write(engine(), _draft(typed), who=account().name)
    except (NoticeError, Refused) as error:
        return _form(typed, wrong=error), 422
    note_step("written", number, typed.draft.account, text=typed.draft.texts["ja"])
    return _kept(number)


@notices.get("/<int:notice_id>/edit")
@allowed(Role.EDITOR, city_of=notice_account)
def edit(notice_id: int) -> str:
    """The form of a notice that isn't sent yet."""
    draft = find(engine(), notice_id).draft
    return _form(shown_form(draft), number=notice_id, seen=digest(draft))


@notices.post("/<int:notice_id>/edit")
@allowed(Role.EDITOR, city_of=notice_account)
def save(notice_id: int) -> Response | tuple[str, int]:
    """Keep what was changed; a notice that was approved needs approval anew."""
    typed = read_form(request.form, find(engine(), notice_id).draft.account)
    seen = request.form.get("seen", "")
    try:
        change(engine(), notice_id, _draft(typed), who=account().name, seen=seen)
    except (NoticeError, Refused) as error:
        return _form(typed, number=notice_id, seen=seen, wrong=error), 422
    note_step("changed", notice_id, typed.draft.account, text=typed.draft.texts["ja"])
    return _kept(notice_id)


@notices.post("/preview")
@allowed(Role.EDITOR, city_of=asked_city)
def preview() -> str:
    """The number of recipients and LINE's look of what is being typed; nothing is kept."""
    typed = read_form(request.form, connected(request.form["municipality"]))
    try:
        check(typed.draft)
    except NoticeError as error:
        return render_template("notices/preview.html", wrong=error, expected=expected(typed.draft))
    return render_template("notices/preview.html", expected=expected(typed.draft), look=look(typed.draft))


def _draft(typed: Typed) -> Draft:
    return completed(typed, line_desk().settings.areas_of(typed.draft.account))


def _kept(number: int) -> Response:
    flash("お知らせを保存しました。まだ送っていません。ほかの承認者が承認すると送られます。")
    return redirect(url_for("staff.notices.notice", notice_id=number))


def _form(typed: Typed, *, number: int | None = None, seen: str = "", wrong: WebError | None = None) -> str:
    name = typed.draft.account
    return render_template(
        "notices/write.html",
        typed=typed,
        number=number,
        seen=seen,
        wrong=wrong,
        topics=topic_names(),
        areas=line_desk().settings.areas_of(name),
        languages=language_names(),
        quiet=line_desk().settings.quiet,
        words=request.args.get("q", ""),
        found=_search(name, request.args.get("q", "").strip()[:200]),
    )


def _search(name: str, words: str) -> list[Entry]:
    wanted = Filter(words, line_desk().city_of(name) or "")
    return find_entries(clerk(), my_cities(), wanted, Standing(frozenset(), frozenset()), today())[:_FOUND] if words else []
