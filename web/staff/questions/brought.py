"""Questions brought along from the inbox to the form of a new entry; they are decided when the form is saved, not when it is opened."""

from collections.abc import Mapping

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web.staff.questions.deciding import ENTRY, Decision, decide_questions
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow

MOST = 100


def ticked(theme: ThemeRow, keys: list[str]) -> list[str]:
    """The texts of a theme's members that have one of these keys."""
    return list(dict.fromkeys(member["text"] for member in theme.members if member["key"] in keys))


def places(theme: ThemeRow, texts: list[str]) -> str:
    """Where these texts stand among a theme's members, short enough for an address: 0,2,3."""
    return ",".join(str(place) for place, member in enumerate(theme.members) if member["text"] in texts)


def brought_along(session: Session, city: str, values: Mapping[str, str]) -> list[str]:
    """The questions that an address names by a theme and places, or by the decision that gave one to a department; none of another city."""
    decision = _named(session, DecisionRow, values.get("assigned", ""))
    if decision is not None:
        return [decision.text] if decision.municipality == city else []
    theme = _named(session, ThemeRow, values.get("theme", ""))
    if theme is None or theme.municipality != city:
        return []
    wanted = {int(text) for text in values.get("places", "").split(",") if text.isdigit()}
    return list(dict.fromkeys(member["text"] for place, member in enumerate(theme.members) if place in wanted))


def _named[Row: (ThemeRow, DecisionRow)](session: Session, table: type[Row], number: str) -> Row | None:
    return session.get(table, int(number)) if number.isdecimal() else None


def decide_brought(session: Session, entry_id: str, form: MultiDict[str, str], by: str) -> None:
    """The draft is saved: the questions the form carries are decided as this entry."""
    texts = form.getlist("asked")[:MOST]
    if texts:
        decide_questions(session, Decision(entry_id.partition(".")[0], ENTRY, entry_id, by), texts)
