"""Two editors of one entry: which fields a form's editor really changed, and so whose text each field proposes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from web.staff.answers.entry_text import flatten, unflatten

_LETTERS = 8


@dataclass(frozen=True)
class FieldChoice:
    """A field that differs: both texts, and whether the editor typed theirs (else it is only what they had opened)."""

    name: str
    mine: str
    theirs: str
    typed: bool


def field_marks(flat: Mapping[str, str]) -> str:
    """A few letters for each field as a form opens with it; the form brings them back."""
    return " ".join(f"{name}:{_mark(text)}" for name, text in flatten(unflatten(flat)).items())


def choices_between(mine: Mapping[str, str], theirs: Mapping[str, str], opened: str) -> list[FieldChoice]:
    """The fields that differ; a form that brought no marks counts as typed throughout, so that nothing typed is passed over."""
    marks = dict(pair.split(":", 1) for pair in opened.split() if ":" in pair)
    return [FieldChoice(name, text, theirs[name], marks.get(name) != _mark(text)) for name, text in mine.items() if text != theirs[name]]


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]
