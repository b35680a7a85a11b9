"""The test pane: ask as a resident would and see how the reply came about; nothing of it counts in the figures."""

import time
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from knowledge.memory import Memory
from knowledge.reply import outcome_json
from knowledge.search.ranking import Ranking, Thresholds
from web.errors import DialogueUnavailable
from web.privacy import mask
from web.rasa_client import Message
from web.staff.desk import account, catalogue, clerk, conversation, my_cities, settings, staff
from web.staff.dialogue.model import parse
from web.staff.errors import Unavailable
from web.staff.people.guard import allowed
from web.staff.people.role import Role
from web.staff.shown import LANGUAGES

CHANNELS = ("web", "line")
MAX_CHARACTERS = 500


@dataclass(frozen=True)
class Trial:
    """What came of a trial question: Rasa's reading, the search's ranking, the reply, and milliseconds of each."""

    reading: dict[str, Any] | None
    ranking: Ranking
    thresholds: Thresholds
    reply: dict[str, Any]
    times: dict[str, int]


@staff.get("/test")
@allowed(Role.VIEWER)
def test_pane() -> str:
    """The pane; with a question in the address, what comes of it."""
    cities = my_cities()
    city = request.args.get("municipality", "")
    city = city if city in cities else ""
    text = mask(request.args.get("text", "").strip()[:MAX_CHARACTERS]).text
    channel = request.args.get("channel", "web")
    language = request.args.get("language", "ja") if request.args.get("language") in LANGUAGES else "ja"
    trial = try_question(text, city or None, channel if channel in CHANNELS else "web", language) if text else None
    questions = {entry.id: entry.question for entry in catalogue().entries} if trial else {}
    asked = {"city": city, "text": text, "channel": channel, "spoken": language, "spoken_languages": LANGUAGES}
    return render_template("staff/test.html", cities=cities, trial=trial, questions=questions, **asked)


def try_question(text: str, city: str | None, channel: str, language: str) -> Trial:
    """Ask Rasa how it reads a question, the search what it finds, and the whole chain for the reply."""
    times: dict[str, int] = {}
    reading = _timed(times, "読み取り", lambda: _reading(text))
    ranking = _timed(times, "検索", lambda: clerk().search.search(text, city or next(iter(catalogue().municipalities)), explain=True))
    reply = _timed(times, "返答の全体", lambda: _reply(text, city, channel, language))
    return Trial(reading, ranking, clerk().search.thresholds, reply, times)


def _timed[T](times: dict[str, int], name: str, do: Any) -> Any:
    started = time.perf_counter()
    result = do()
    times[name] = round(1000 * (time.perf_counter() - started))
    return result


def _reading(text: str) -> dict[str, Any] | None:
    try:
        return parse(settings(), text)
    except Unavailable:
        return None


def _reply(text: str, city: str | None, channel: str, language: str) -> dict[str, Any]:
    """Rasa's answer in a conversation of its own; without Rasa the clerk's."""
    session = f"staff-{account().id}-{time.monotonic_ns()}"
    try:
        return conversation().rasa.send(Message(session, text, city, language, f"staff-{channel}"))
    except DialogueUnavailable:
        return outcome_json(clerk().answer(text, Memory(municipality=city, language=language)))
