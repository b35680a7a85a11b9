"""Whether a question is of the city's world at all: a logistic model on word vectors, told apart from the negatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.search.index import Lexicon
from knowledge.search.word_vectors import Floats, unit


@dataclass(frozen=True)
class Domain:
    """Weights over word vectors; without weights every question counts as at home."""

    weights: tuple[float, ...] = ()
    intercept: float = 0.0

    def score(self, text: str, lexicon: Lexicon) -> float:
        """Above 0: a question for the city; below: of another world (cooking, weather, small talk)."""
        if not self.weights:
            return 0.0
        return float(domain_points([text], lexicon)[0] @ self._across + self.intercept)

    @cached_property
    def _across(self) -> Floats:
        return np.array(self.weights, dtype=np.float32)


def domain_points(texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Each text's mean word vector at length 1, nouns before verbs; zeros where no word is known."""
    return unit(np.array([_mean(text, lexicon) for text in texts], dtype=np.float32))


def _mean(text: str, lexicon: Lexicon) -> Floats:
    terms = lexicon.analyser.terms(text)
    result: Floats = np.array(terms.weights, dtype=np.float32) @ lexicon.vectors.lookup(terms.words)
    return result
