"""A question prepared for one index: its distinct words with weights, and the index's words that resemble them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.search.analysis import MAX_QUERY_CHARACTERS
from knowledge.search.index import Index
from knowledge.search.resemblance import Near
from knowledge.search.word_vectors import Floats, unit, without_directions

Numbers = NDArray[np.int32]

SHARPNESS = 5


@dataclass(frozen=True)
class Query:
    """`known` are the index's numbers of the words (-1: not in the index), `weight` idf × part of speech,
    `likeness` how much each word (row) resembles each of the index's words (0–1), `point` the question's place in topic space.
    """

    text: str
    words: tuple[str, ...]
    known: Numbers
    idf: Floats
    pos: Floats
    near: tuple[Near, ...]
    likeness: Floats
    point: Floats

    @cached_property
    def nearest(self) -> Floats:
        """How much each of the index's words resembles the question's nearest word."""
        result: Floats = self.likeness.max(axis=0, initial=0)
        return result

    @property
    def weight(self) -> Floats:
        """What each word counts."""
        result: Floats = self.idf * self.pos
        return result

    def sharpened(self) -> list[Near]:
        """For each word, the index's words that resemble it and how much, sharpened."""
        return [(places, alike**SHARPNESS) for places, alike in self.near]


def read_query(text: str, index: Index) -> Query:
    """Analyse a question; text beyond 500 characters is left out."""
    shown = index.speller.correct(text[:MAX_QUERY_CHARACTERS])
    terms = index.lexicon.analyser.terms(shown).distinct()
    known = np.array([index.fields.vocabulary.get(word, -1) for word in terms.words], dtype=np.int32)
    idf = np.where(known >= 0, index.idf[known], np.float32(index.unseen_idf)).astype(np.float32)
    raw = index.lexicon.vectors.lookup(terms.words)
    vectors = index.centred(raw)
    near = tuple(index.resemblances.of(terms.words, vectors, known))
    return Query(
        text=shown,
        words=terms.words,
        known=known,
        idf=idf,
        pos=np.array(terms.weights, dtype=np.float32),
        near=near,
        likeness=_dense(near, len(index.words)),
        point=_point(index, vectors, known, idf),
    )


def _dense(near: Sequence[Near], width: int) -> Floats:
    likeness = np.zeros((len(near), width), dtype=np.float32)
    for row, (places, alike) in zip(likeness, near, strict=True):
        row[places] = alike
    return likeness


def _point(index: Index, vectors: Floats, known: Numbers, idf: Floats) -> Floats:
    here = known >= 0
    total = np.zeros(index.topic_words.shape[1], dtype=np.float32)
    total += idf[here] @ index.topic_words[known[here]]
    total[: vectors.shape[1]] += idf[~here] @ vectors[~here] / np.float32(np.sqrt(2))
    result: Floats = without_directions(unit(total[None]), index.directions)[0]
    return result
