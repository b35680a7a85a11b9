"""Staff's copies of residents' words (themes, suggestions, decisions, answer diffs): they go when the words have gone everywhere else."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from web.kept_words.places import DECISION_LENGTH, DECISIONS, LABEL_LENGTH, REVIEWS, SOURCES, SUGGESTION_LENGTH, SUGGESTIONS, SYNONYM, THEMES

_CUT = tuple({DECISION_LENGTH, LABEL_LENGTH, SUGGESTION_LENGTH})
_COPIES = ((SUGGESTIONS, SUGGESTION_LENGTH), (DECISIONS, DECISION_LENGTH))
# SQLite and PostgreSQL take so many values in one statement without complaint.
_AT_ONCE = 500


def forget_copies(session: Session, texts: Iterable[str]) -> None:
    """Drop what staff's lists hold of these texts; what somebody else has asked in the same words stays."""
    gone = {text for text in texts if text}
    gone -= {said for source in SOURCES for said in session.scalars(select(source).where(source.in_(gone)).distinct()) if said}
    _drop(session, gone)


def forget_orphans(session: Session, before: datetime) -> None:
    """Drop every copy whose words stand in no question, mark or opinion any more; a synonym, which is one word of many questions, by its age."""
    held = set(_held(session))
    for text in _said(session):
        held.difference_update((text, *(text[:length] for length in _CUT)))
    _drop(session, held)
    session.execute(delete(SUGGESTIONS).where(SUGGESTIONS.c.kind == SYNONYM, SUGGESTIONS.c.at < before))


def _said(session: Session) -> Iterator[str]:
    """All that residents said, in portions: a year of it need not fit into memory."""
    for source in SOURCES:
        yield from (text for text in session.scalars(select(source).execution_options(yield_per=10_000)) if text)


def _held(session: Session) -> Iterator[str]:
    yield from session.scalars(select(DECISIONS.c.text))
    yield from session.scalars(select(SUGGESTIONS.c.text).where(SUGGESTIONS.c.kind != SYNONYM))
    for members in session.scalars(select(THEMES.c.members)):
        yield from (member["text"] for member in members)
    for report in session.scalars(select(REVIEWS.c.report)):
        yield from (item["question"] for item in _residents(report))


def _residents(report: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The answer diff's real questions; the graded ones have ids."""
    return [item for item in (report or {}).get("changed", ()) if not item["id"]]


def _drop(session: Session, gone: set[str]) -> None:
    if not gone:
        return
    for copies, length in _COPIES:
        cut = sorted({text[:length] for text in gone})
        for first in range(0, len(cut), _AT_ONCE):
            session.execute(delete(copies).where(copies.c.text.in_(cut[first : first + _AT_ONCE])))
    for theme in session.execute(select(THEMES)).all():
        kept = [member for member in theme.members if member["text"] not in gone]
        if len(kept) < len(theme.members):
            _shrink(session, theme, kept)
    for number, report in session.execute(select(REVIEWS.c.id, REVIEWS.c.report)).all():
        if any(item["question"] in gone for item in _residents(report)):
            changed = [item for item in report["changed"] if item["id"] or item["question"] not in gone]
            session.execute(update(REVIEWS).where(REVIEWS.c.id == number).values(report=report | {"changed": changed}))


def _shrink(session: Session, theme: Any, kept: list[Mapping[str, Any]]) -> None:
    if not kept:
        session.execute(delete(THEMES).where(THEMES.c.id == theme.id))
        return
    gone = sum(member["count"] for member in theme.members) - sum(member["count"] for member in kept)
    values = {"label": kept[0]["text"][:LABEL_LENGTH], "members": kept, "count": theme.count - gone}
    session.execute(update(THEMES).where(THEMES.c.id == theme.id).values(values))
