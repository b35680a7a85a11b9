"""Which entries rest on passages of a plan, told by the sections and pages their sources name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.entry import Entry, Source
from knowledge.ingest.passage import Passage
from knowledge.text.normal import normalise, squeeze

# Shorter words (文化, ア) stand in too many passages to tell one.
_MIN_WORD = 3
_BREAKS = re.compile(r"[\s【】≪≫「」『』・、〜:]+")
_NUMBER = re.compile(r"\(\d{1,2}\)|\d{1,2}\)|\d{1,2}|第\S+?[章節項]")
_LEADING_NUMBER = re.compile(rf"({_NUMBER.pattern})(?=\D|$)")


@dataclass(frozen=True)
class Reliance:
    """An entry and the passage that one of its sources names."""

    entry: Entry
    passage: Passage


@dataclass(frozen=True)
class _Place:
    """What may be named of a passage: page, numbers of its headings, all its letters."""

    page: int | None
    numbers: frozenset[str]
    text: str


@dataclass(frozen=True)
class _Claim:
    """One source: its page, and its section as words and numbers."""

    page: int | str | None
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    def names(self, place: _Place) -> bool:
        """By the page; else by the section's words, or by its numbers alone (第2章 第1節 4) where it has no words."""
        if self.page is not None and place.page is not None:
            return str(self.page) == str(place.page)
        return all(word in place.text for word in self.words) if self.words else all(number in place.numbers for number in self.numbers)


def entries_resting_on(entries: Iterable[Entry], passages: Sequence[Passage]) -> tuple[Reliance, ...]:
    """Each entry once, with the first passage that a source of it names or that names its initiative; rather too many than one missed."""
    places = [(passage, _place(passage)) for passage in passages]
    found = ((entry, _first(entry, places)) for entry in entries)
    return tuple(Reliance(entry, passage) for entry, passage in found if passage)


def _first(entry: Entry, places: Sequence[tuple[Passage, _Place]]) -> Passage | None:
    claims = [_claim(source) for source in entry.sources]
    names = [key for name in (entry.initiative, entry.project_id) if name and len(key := squeeze(name)) > _MIN_WORD]
    return next((p for p, place in places if any(claim.names(place) for claim in claims) or any(name in place.text for name in names)), None)


def _place(passage: Passage) -> _Place:
    numbers = (_LEADING_NUMBER.match(normalise(heading)) for heading in passage.path)
    return _Place(passage.page, frozenset(match.group(1) for match in numbers if match), squeeze(f"{passage.section} {passage.text}"))


def _claim(source: Source) -> _Claim:
    parts = [part for part in _BREAKS.split(normalise(source.section)) if part]
    words = tuple(squeeze(part) for part in parts if not _NUMBER.fullmatch(part) and len(squeeze(part)) >= _MIN_WORD)
    return _Claim(source.page, words, tuple(parts))
