"""The chat page: whole without script, in pieces for the script."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

from flask import Response, current_app, make_response, render_template, request

from knowledge.disaster_notice import current_notices
from knowledge.errors import KnowledgeError
from knowledge.feedback import Verdict
from web.chat.blueprint import catalogue, chat, conversation, engine
from web.chat.chat_request import SESSION, read_session, read_text
from web.chat.feedback import ask_why, take_feedback
from web.chat.start import offer
from web.chat.talk import Talk, city_of
from web.chat.turn import Turn
from web.chat.visit import Visit, new_session, read_visit
from web.conversation import MAX_CHARACTERS
from web.language import browser_language, chosen_language
from web.limits import limiter, question_limit
from web.problem import Problem, ProblemError
from web.rasa_client import Message


@chat.get("/")
def open_page() -> Response:
    """The page, empty; `?entry=` puts an entry's question into the field."""
    entry = catalogue().current_entry(request.args.get("entry", ""))
    visit = _visit()
    if entry and not visit.municipality:
        visit = replace(visit, municipality=entry.municipality)
    return _page(visit, typed=entry.question if entry else "")


@chat.post("/")
@limiter.limit(question_limit)
def send_form() -> Response:
    """The form without script: a message, other settings, a mark or a new conversation; gives the whole page."""
    visit = _visit()
    if "forget" in request.form:
        _talk().forget(visit.session)
        return _page(replace(visit, session=new_session()))
    try:
        if "verdict" in request.form:
            take_feedback(engine(), _mark())
        elif "message" in request.form:
            _said(visit)
        else:
            visit = _moved(visit)
    except ProblemError as error:
        return _page(visit, typed=request.form.get("message", ""), problem=error.problem)
    return _page(visit, marked=request.form.get("message_id"))


@chat.post("/chat/turns")
@limiter.limit(question_limit)
def send() -> str:
    """One turn for the script."""
    visit = replace(_visit(), session=read_session(request.form.get("session")))
    return _shown((_said(visit),), visit)


@chat.post("/chat/history")
def restore() -> str:
    """The conversation so far, for the script."""
    visit = _visit()
    return _shown(_talk().history(visit.session), visit)


@chat.post("/chat/forget")
def forget() -> tuple[str, int]:
    """Erase the conversation."""
    _talk().forget(_visit().session)
    return "", 204


def _visit() -> Visit:
    return read_visit(request, tuple(catalogue().municipalities))


def _talk() -> Talk:
    return Talk(conversation(), current_app.extensions["settings"].line.tracker_url)


def _said(visit: Visit) -> Turn:
    message = Message(visit.session, read_text(request.form.get("message")), visit.municipality, chosen_language().code, "web")
    given = request.form.get("request", "")
    return _talk().say(message, given if SESSION.fullmatch(given) else secrets.token_urlsafe(16))


def _moved(visit: Visit) -> Visit:
    """A conversation speaks of one city: choosing another begins a new one."""
    before = city_of(_talk().history(visit.session))
    return replace(visit, session=new_session()) if before and visit.municipality not in (None, before) else visit


def _mark() -> Mapping[str, str | None]:
    return {"session_id": request.form.get("session")} | {name: request.form.get(name) for name in ("message_id", "verdict", "comment")}


def _shown(turns: tuple[Turn, ...], visit: Visit) -> str:
    return render_template("chat/turns.html", turns=turns, visit=visit, catalogue=catalogue())


def _page(visit: Visit, *, typed: str = "", problem: Problem | None = None, marked: str | None = None) -> Response:
    turns = _talk().history(visit.session) if request.method == "POST" else ()
    visit = replace(visit, municipality=visit.municipality or city_of(turns))
    page = render_template(
        "chat/page.html",
        visit=visit,
        theme=visit.theme,
        size=visit.size,
        turns=turns,
        start=offer(engine(), catalogue(), visit.municipality),
        catalogue=catalogue(),
        notices=_notices(visit.municipality),
        offered_language=browser_language() if "lang" not in request.values else None,
        request_name=secrets.token_urlsafe(16),
        typed=typed,
        problem=problem,
        marked=marked,
        unexplained=request.form.get("verdict") == Verdict.UNSOLVED and not request.form.get("comment", "").strip(),
        why=ask_why(chosen_language().code),
        max_characters=MAX_CHARACTERS,
    )
    response = make_response(page, problem.status if problem else 200)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Language")
    return response


def _notices(municipality: str | None) -> tuple[str, ...]:
    try:
        return current_notices(engine(), municipality)
    except KnowledgeError:
        return ()
