"""What was read of texts when an index was built, so that a text that stays is not read again."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.search.analysis import Analyser
from knowledge.search.compound import compounds_of
from knowledge.search.grams import grams_of
from knowledge.text.normal import normalise
from knowledge.text.tokens import tokenise

# A corpus of a hundred thousand texts is not held twice in memory.
_MOST_KEPT = 100_000


class Reading(NamedTuple):
    """A text in its one spelling, its topic words and how much each weighs, its compounds as they are read, its n-grams as numbers."""

    folded: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    compounds: tuple[tuple[str, str], ...]
    grams: NDArray[np.uint64]


class Readings:
    """Reads each text once; starts with what an earlier build has read and keeps what this one needs."""

    def __init__(self, analyser: Analyser, known: Mapping[str, Reading] | None = None) -> None:
        self._analyser = analyser
        self._known = known or {}
        self.used: dict[str, Reading] = {}
        self.new = 0

    def of(self, text: str) -> Reading:
        """The reading of a text."""
        found = self.used.get(text) or self._known.get(text)
        if found is None:
            found = self._read(text)
            self.new += 1
        if len(self.used) < _MOST_KEPT:
            self.used[text] = found
        return found

    def _read(self, text: str) -> Reading:
        folded = normalise(text)
        tokens = tokenise(folded)
        terms = self._analyser.terms_of(tokens)
        return Reading(folded, terms.words, terms.weights, compounds_of(tokens), grams_of(folded))
