"""Words that mean the same to a resident: the staff's table, found in a text's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.text.normal import normalise
from knowledge.text.tokens import Token, tokenise

_MARK = "≡"


@dataclass(frozen=True)
class Meaning:
    """A group of the table found in a text: its name and the tokens [start, end) that say it."""

    name: str
    start: int
    end: int


class Synonyms:
    """Finds which groups of a table a text speaks of; longest wording first."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in groups:
            for wording in group:
                key = tuple(token.normal for token in tokenise(normalise(wording)))
                self._names[key] = tuple(dict.fromkeys((*self._names.get(key, ()), _MARK + group[0])))
        self._longest = max(map(len, self._names), default=0)
        self._starts = {key[0] for key in self._names if key}

    def find(self, tokens: Sequence[Token]) -> tuple[Meaning, ...]:
        """Every group that a token sequence names, without overlaps."""
        words = tuple(token.normal for token in tokens)
        if self._starts.isdisjoint(words):
            return ()
        found: list[Meaning] = []
        free = 0
        for place, word in enumerate(words):
            if place < free or word not in self._starts:
                continue
            length = self._match(words, place)
            free = place + length
            found += [Meaning(name, place, free) for name in self._names.get(words[place:free], ()) if length]
        return tuple(found)

    def _match(self, words: tuple[str, ...], place: int) -> int:
        lengths = range(min(self._longest, len(words) - place), 0, -1)
        return next((length for length in lengths if words[place : place + length] in self._names), 0)


def is_meaning(word: str) -> bool:
    """Whether a word stands for a group of the table."""
    return word.startswith(_MARK)
