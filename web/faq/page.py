"""The pages of the published answers: all cities, one city by topic, one answer, search results."""

import secrets

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from knowledge.calendar import today
from knowledge.entry import Entry
from knowledge.feedback import Feedback, Verdict, give_feedback
from knowledge.text.normal import visible
from knowledge.topic import TOPICS
from knowledge.validity import told_out_of_date
from web.faq.blueprint import catalogue, city_or_404, conversation, engine, faq, settings
from web.faq.entry_view import view_entry
from web.language import chosen_language
from web.limits import limiter, question_limit
from web.privacy import mask
from web.topic_menu import by_topic

MAX_SOUGHT = 200
MAX_COMMENT = 500


@faq.get("/faq/")
def cities() -> str | Redirect:
    """The served cities; the city itself where there is only one."""
    served = catalogue().municipalities
    if len(served) == 1:
        return redirect(url_for("faq.city", name=next(iter(served))))
    return render_template("faq/cities.html", cities=served)


@faq.get("/faq/<name>/")
def city(name: str) -> str:
    """A city's questions by topic."""
    found = city_or_404(name)
    return render_template("faq/city.html", city=found, topics=by_topic(found.current))


@faq.post("/faq/<name>/")
@limiter.limit(question_limit)
def search(name: str) -> str:
    """The same page with what was found. POST, so that no server's log keeps a resident's words."""
    found = city_or_404(name)
    sought = visible(request.form.get("q", ""))[:MAX_SOUGHT].strip()
    return render_template("faq/city.html", city=found, topics=by_topic(found.current), sought=sought, found=_found(sought, name))


@faq.get("/faq/<name>/<slug>")
def entry(name: str, slug: str) -> str | tuple[str, int]:
    """One answer."""
    return _entry_page(name, slug)


@faq.post("/faq/<name>/<slug>")
@limiter.limit(question_limit)
def mark(name: str, slug: str) -> str | tuple[str, int]:
    """A reader's mark on an answer; shows the page again with thanks."""
    found = _entry_or_404(name, slug)
    if found.over_on(today()):
        return _over_page(found)
    given = request.form.get("verdict", "")
    if given not in list(Verdict):
        abort(422)
    comment = mask(request.form.get("comment", "").strip()[:MAX_COMMENT]).text or None
    give_feedback(engine(), Feedback(f"faq:{secrets.token_hex(8)}", Verdict(given), name, found.id, found.question, comment))
    return _entry_page(name, slug, marked=True)


def _entry_page(name: str, slug: str, *, marked: bool = False) -> str | tuple[str, int]:
    found = _entry_or_404(name, slug)
    if found.over_on(today()):
        return _over_page(found)
    view = view_entry(found, catalogue(), chosen_language().code)
    return render_template("faq/entry.html", city=city_or_404(name), entry=found, view=view, marked=marked, topics=TOPICS)


def _over_page(found: Entry) -> tuple[str, int]:
    """410: search engines drop the address, and who followed an old link still reads that it ended and whom to ask."""
    language, here = chosen_language().code, city_or_404(found.municipality)
    told = told_out_of_date(found, here.profile.name, language)
    return render_template("faq/over.html", city=here, told=told, topics=by_topic(here.current)), 410


def _entry_or_404(name: str, slug: str) -> Entry:
    """An entry that may be given today or was given once; what waits for its day is not told of."""
    city_or_404(name)
    found = catalogue().entry(f"{name}.{slug}") or abort(404)
    return found if found.valid_on(today()) or found.over_on(today()) else abort(404)


def _found(sought: str, name: str) -> list[Entry]:
    if not sought:
        return []
    clerk = conversation().live.clerk
    likely = [candidate for candidate in clerk.search.search(sought, name).kept if candidate.confidence >= clerk.search.thresholds.clarify]
    return [entry for candidate in likely if (entry := clerk.catalogue.current_entry(candidate.entry_id))]


@faq.context_processor
def licence() -> dict[str, str]:
    """The licence of the answers' texts, for the page that offers them."""
    return {"licence": settings().data_licence}


@faq.app_template_global()
def faq_address(entry: Entry, *, external: bool = False) -> str:
    """An answer's address, for templates."""
    city, _, slug = entry.id.partition(".")
    return url_for("faq.entry", name=city, slug=slug, _external=external)


@faq.after_request
def keep_fresh(response: Response) -> Response:
    """Let browsers keep pages, but ask whether they changed."""
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
