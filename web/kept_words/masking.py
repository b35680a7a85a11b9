"""Hiding part of a question for good, in every place that keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import TableClause, delete, func, select, update
from sqlalchemy.orm import Session

from knowledge.text.normal import normalise
from web.kept_words.places import (
    DECISION_LENGTH,
    DECISIONS,
    LABEL_LENGTH,
    PARKED_FORMS,
    REVIEWS,
    SOURCES,
    SUGGESTION_LENGTH,
    SUGGESTIONS,
    SYNONYM,
    THEMES,
    TURNS,
    WEBHOOK_MESSAGES,
    key_of,
)
from web.privacy import MASK

_PASSING = ((TURNS, "id", ("question", "reply")), (WEBHOOK_MESSAGES, "id", ("message", "reply")), (PARKED_FORMS, "key", ("fields",)))


@dataclass(frozen=True)
class Masking:
    """What is to be hidden: a part of a question of a municipality. A text that only shares the hidden words is left alone."""

    municipality: str
    text: str
    hidden: str

    @property
    def masked(self) -> str:
        """The question as it is kept from now on."""
        return self.text.replace(self.hidden, MASK)

    def of(self, value: Any, length: int | None = None) -> Any:
        """A stored value (text, or JSON of texts) with the part hidden; `length` is how much of a text its column keeps."""
        if isinstance(value, dict):
            return {name: self.of(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.of(inner) for inner in value]
        if not isinstance(value, str):
            return value
        cut = length is not None and value == self.text[:length]
        return self.masked[:length] if cut else value.replace(self.text, self.masked)


def mask_everywhere(session: Session, masking: Masking) -> None:
    """Hide the part wherever the question is kept, with a word or a mark around it or without."""
    for source in SOURCES:
        here = source.class_.municipality == masking.municipality
        values = {source.key: func.replace(source, masking.text, masking.masked)}
        session.execute(update(source.class_).where(here, source.contains(masking.text, autoescape=True)).values(values))
    _mask_keyed(session, masking, DECISIONS, DECISION_LENGTH)
    _mask_keyed(session, masking, SUGGESTIONS, SUGGESTION_LENGTH)
    _drop_synonyms(session, masking)
    _mask_rows(session, THEMES, masking, lambda row: {"label": masking.of(row.label, LABEL_LENGTH), "members": _members(masking, row.members)})
    _mask_rows(session, REVIEWS, masking, lambda row: {"report": masking.of(row.report)})
    for passing in _PASSING:
        _mask_passing(session, masking, *passing)


def _mask_keyed(session: Session, masking: Masking, copies: TableClause, length: int) -> None:
    """The key follows the text, so that a decision still fits its question; of two that become the same, the first stays."""
    for row in session.execute(select(copies).where(copies.c.municipality == masking.municipality)).all():
        text = masking.of(row.text, length)
        if text == row.text:
            continue
        key, this = key_of(text), copies.c.id == row.id
        same = [copies.c[name] == getattr(row, name) for name in ("kind", "municipality", "target") if name in copies.c]
        taken = session.scalar(select(copies.c.id).where(copies.c.key == key, ~this, *same)) is not None
        session.execute(delete(copies).where(this) if taken else update(copies).where(this).values(text=text, key=key))


def _drop_synonyms(session: Session, masking: Masking) -> None:
    """A suggested word that was read out of the hidden part goes."""
    hidden, chosen = normalise(masking.hidden), select(SUGGESTIONS).where(SUGGESTIONS.c.kind == SYNONYM)
    for row in session.execute(chosen.where(SUGGESTIONS.c.municipality == masking.municipality)).all():
        if row.text in hidden or hidden in row.text:
            session.execute(delete(SUGGESTIONS).where(SUGGESTIONS.c.id == row.id))


def _mask_rows(session: Session, kept: TableClause, masking: Masking, change: Callable[[Any], dict[str, Any]]) -> None:
    for row in session.execute(select(kept).where(kept.c.municipality == masking.municipality)).all():
        values = change(row)
        if any(getattr(row, name) != value for name, value in values.items()):
            session.execute(update(kept).where(kept.c.id == row.id).values(values))


def _members(masking: Masking, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    texts = [masking.of(member["text"]) for member in members]
    return [member | {"text": text, "key": key_of(text)} for member, text in zip(members, texts, strict=True)]


def _mask_passing(session: Session, masking: Masking, kept: TableClause, key: str, names: tuple[str, ...]) -> None:
    """These rows name their municipality, if any, within their content; another one's are left alone."""
    # A day's turns are many, and a reply only repeats the question of its own turn.
    chosen = select(kept).where(kept.c.question.contains(masking.text, autoescape=True)) if "question" in kept.c else select(kept)
    for row in session.execute(chosen).all():
        cities = {city for name in names if isinstance(value := getattr(row, name), dict) for city in _cities(value)}
        values = {name: masking.of(getattr(row, name)) for name in names}
        if (not cities or masking.municipality in cities) and any(values[name] != getattr(row, name) for name in names):
            session.execute(update(kept).where(kept.c[key] == getattr(row, key)).values(values))


def _cities(content: dict[str, Any]) -> list[str]:
    """A form keeps each field as a list of values."""
    city = content.get("municipality")
    return [name for name in (city if isinstance(city, list) else [city]) if name]
