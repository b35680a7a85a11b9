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
_NUMBER = re.compile(r"\d{1,2}|\(\d{1,2}\)|\d{1,2}\)|第\S+?[章節項]")
_LEADING_NUMBER = re.compile(rf"({_NUMBER.pattern})(?=\D|$)")


@dataclass(frozen=True)
class Reliance:
    """An entry and the passage that one of its sources names."""

    entry: Entry
    passage: Passage


def entries_resting_on(entries: Iterable[Entry], passages: Sequence[Passage]) -> tuple[Reliance, ...]:
    """Each entry once, with the first of the passages that it rests on."""
    told = [(passage, _Place(passage)) for passage in passages]
    found = ((entry, next((p for p, place in told if place.holds(entry)), None)) for entry in entries)
    return tuple(Reliance(entry, passage) for entry, passage in found if passage)


class _Place:
    """A passage's place, prepared for many comparisons."""

    def __init__(self, passage: Passage) -> None:
        self._page = passage.page
        self._numbers = {match.group(1) for heading in passage.path if (match := _LEADING_NUMBER.match(normalise(heading)))}
        self._text = squeeze(f"{passage.section} {passage.text}")

    def holds(self, entry: Entry) -> bool:
        """Whether a source of the entry names this place, or the passage names its initiative."""
        names = (squeeze(name) for name in (entry.initiative, entry.project_id) if name)
        return any(map(self._is_named_by, entry.sources)) or any(len(name) > _MIN_WORD and name in self._text for name in names)

    def _is_named_by(self, source: Source) -> bool:
        """By the page; else by the words of its section, or by its numbers alone (第2章 第1節 4) where it has no words."""
        if self._page is not None and source.page is not None:
            return str(self._page) == str(source.page)
        parts = [part for part in _BREAKS.split(normalise(source.section)) if part]
        words = [squeeze(part) for part in parts if not _NUMBER.fullmatch(part) and len(squeeze(part)) >= _MIN_WORD]
        return all(word in self._text for word in words) if words else all(part in self._numbers for part in parts)
