"""What one build of an index leaves for the next: a text that stays is not read again, a word that stays keeps its place."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from knowledge.search.analysis import Analyser
from knowledge.search.compound import compounds_of
from knowledge.search.grams import packed_grams
from knowledge.search.word_vectors import Floats
from knowledge.text.normal import normalise
from knowledge.text.tokens import tokenise

# With more new texts than this what is kept is worked out and written anew.
_MANY_NEW = 500
# A corpus of a hundred thousand texts is not held twice in memory.
_MOST_KEPT = 100_000


class Reading(NamedTuple):
    """A text in its one spelling, its topic words and how much each weighs, its compounds as they are read, its n-grams."""

    folded: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    compounds: tuple[tuple[str, str], ...]
    grams: bytes


class Kept(NamedTuple):
    """The readings of texts, and the corpus vectors of words (a row for each, by its number)."""

    readings: Mapping[str, Reading]
    words: Mapping[str, int]
    vectors: Floats


class Readings:
    """Reads each text once; starts with what an earlier build has read and keeps what this one needs."""

    def __init__(self, analyser: Analyser, kept: Kept | None = None) -> None:
        self._analyser = analyser
        self._kept = kept
        self._known = kept.readings if kept else {}
        self.used: dict[str, Reading] = {}
        self.new = 0

    @property
    def mostly_known(self) -> bool:
        """Whether so few texts are new that what was kept still holds for the corpus."""
        return self._kept is not None and self.new <= _MANY_NEW

    def kept_vectors(self, words: Mapping[str, int]) -> Floats | None:
        """The corpus vectors of an earlier build, a row for each of `words`, zeros for new ones; None where they don't hold any more."""
        if self._kept is None or not self.mostly_known:
            return None
        found = np.zeros((len(words), self._kept.vectors.shape[1]), dtype=np.float32)
        same = [(place, self._kept.words[word]) for word, place in words.items() if word in self._kept.words]
        if same:
            here, there = np.array(same).T
            found[here] = self._kept.vectors[there]
        return found

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
        terms = self._analyser.terms_of(tokens, folded)
        return Reading(folded, terms.words, terms.weights, compounds_of(tokens), packed_grams(folded))
