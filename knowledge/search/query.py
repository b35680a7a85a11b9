"""A question prepared for one index: its distinct words with weights, and the index's words that resemble them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.analysis import MAX_QUERY_CHARACTERS
from knowledge.search.index import Index
from knowledge.search.word_vectors import Floats, unit, without_directions

Numbers = NDArray[np.int32]

_LEAST_ALIKE = 0.3
_SHARPNESS = 5


@dataclass(frozen=True)
class Query:
    """`known` are the index's numbers of the words (-1: not in the index), `weight` idf × part of speech,
    `likeness` how much each word (row) resembles each of the index's words (0–1), `point` the question's place in topic space."""

    text: str
    words: tuple[str, ...]
    known: Numbers
    idf: Floats
    pos: Floats
    likeness: Floats
    point: Floats

    @property
    def weight(self) -> Floats:
        """What each word counts."""
        result: Floats = self.idf * self.pos
        return result

    def resemblance(self) -> csr_matrix:
        """For each word (row), the index's words that resemble it and how much, sharpened."""
        rows, columns = np.nonzero(self.likeness)
        ends = np.searchsorted(rows, np.arange(len(self.words) + 1))
        return csr_matrix((self.likeness[rows, columns] ** _SHARPNESS, columns, ends), shape=self.likeness.shape)


def read_query(text: str, index: Index) -> Query:
    """Analyse a question; text beyond 500 characters is left out."""
    shown = index.speller.correct(text[:MAX_QUERY_CHARACTERS])
    terms = index.lexicon.analyser.terms(shown).distinct()
    known = np.array([index.fields.vocabulary.get(word, -1) for word in terms.words], dtype=np.int32)
    idf = np.where(known >= 0, index.idf[known], np.float32(index.unseen_idf)).astype(np.float32)
    raw = index.lexicon.vectors.lookup(terms.words)
    vectors = index.centred(raw)
    return Query(
        text=shown,
        words=terms.words,
        known=known,
        idf=idf,
        pos=np.array(terms.weights, dtype=np.float32),
        likeness=_likeness(index, vectors, known),
        point=_point(index, vectors, known, idf),
    )


def _likeness(index: Index, vectors: Floats, known: Numbers) -> Floats:
    likeness = vectors @ index.words.T
    likeness[likeness < _LEAST_ALIKE] = 0
    rows = np.flatnonzero(known >= 0)
    likeness[rows, known[rows]] = 1
    result: Floats = np.minimum(likeness, 1)
    return result


def _point(index: Index, vectors: Floats, known: Numbers, idf: Floats) -> Floats:
    here = known >= 0
    total = np.zeros(index.topic_words.shape[1], dtype=np.float32)
    total += idf[here] @ index.topic_words[known[here]]
    total[: vectors.shape[1]] += idf[~here] @ vectors[~here] / np.float32(np.sqrt(2))
    return without_directions(unit(total[None]), index.directions)[0]
