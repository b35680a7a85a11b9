"""Suggestions while typing: published questions whose words, or whose reading, hold what was typed so far."""

import threading
from dataclasses import dataclass

from knowledge.calendar import today
from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.live import LiveClerk
from knowledge.text.normal import hiragana, normalise, squeeze
from knowledge.text.tokens import tokenise

SHOWN = 6
_MIN_INSIDE = 3


@dataclass(frozen=True)
class Line:
    """A question or phrasing: as written (squeezed), as read, and where words begin in each."""

    entry: Entry
    own: bool
    written: str
    written_starts: frozenset[int]
    read: str
    read_starts: frozenset[int]


class Suggestions:
    """The published lines, read once for each publication; usable from many threads."""

    def __init__(self, live: LiveClerk) -> None:
        self._live = live
        self._lock = threading.Lock()
        self._read: tuple[Catalogue | None, tuple[Line, ...]] = (None, ())

    def find(self, text: str, municipality: str | None) -> tuple[Entry, ...]:
        """The entries that fit best, at most six; those of one city where it is known."""
        typed = _Typed.of(text)
        if not typed.written:
            return ()
        day = today()
        best: dict[str, tuple[tuple[int, int, int], Entry]] = {}
        for line in self._lines():
            # Asked at each search, as the lines are read once for each publication and a day may end in between.
            if municipality in (None, line.entry.municipality) and line.entry.valid_on(day):
                _take(best, line, typed)
        ranked = sorted(best.values(), key=lambda found: (found[0], found[1].id))
        return tuple(entry for _, entry in ranked[:SHOWN])

    def _lines(self) -> tuple[Line, ...]:
        with self._lock:
            catalogue = self._live.clerk.catalogue
            if self._read[0] is not catalogue:
                self._read = (
                    catalogue,
                    tuple(_line(entry, text, text == entry.question) for entry in catalogue.entries for text in (entry.question, *entry.phrasings)),
                )
            return self._read[1]


@dataclass(frozen=True)
class _Typed:
    written: str
    read: str

    @staticmethod
    def of(text: str) -> "_Typed":
        folded = normalise(text)
        read = "".join(token.reading for token in tokenise(folded))
        return _Typed(squeeze(folded), squeeze(read))


def _take(best: dict[str, tuple[tuple[int, int, int], Entry]], line: Line, typed: _Typed) -> None:
    places = [rank for rank in (_place(typed.written, line.written, line.written_starts), _place(typed.read, line.read, line.read_starts)) if rank is not None]
    if places:
        score = (min(places), 0 if line.own else 1, len(line.entry.question))
        if line.entry.id not in best or score < best[line.entry.id][0]:
            best[line.entry.id] = (score, line.entry)


def _place(typed: str, text: str, starts: frozenset[int]) -> int | None:
    """0 at the beginning, 1 at the beginning of a word, 2 inside one (three letters at least), None nowhere."""
    places = [place for place in range(len(text)) if text.startswith(typed, place)] if typed and typed in text else []
    if not places:
        return None
    if places[0] == 0:
        return 0
    if starts.intersection(places):
        return 1
    return 2 if len(typed) >= _MIN_INSIDE else None


def _line(entry: Entry, text: str, own: bool) -> Line:
    tokens = tokenise(normalise(text))
    written, written_starts = _joined([squeeze(token.surface) for token in tokens])
    read, read_starts = _joined([squeeze(hiragana(token.reading)) for token in tokens])
    return Line(entry, own, written, written_starts, read, read_starts)


def _joined(parts: list[str]) -> tuple[str, frozenset[int]]:
    starts, length = set(), 0
    for part in parts:
        starts.add(length)
        length += len(part)
    return "".join(parts), frozenset(starts)
