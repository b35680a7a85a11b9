"""Confirmed questions: what residents asked and staff marked as answered by an entry; the index's memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from knowledge.search.gathered import gather
from knowledge.search.index import Index
from knowledge.search.query import Query, read_query
from knowledge.search.word_vectors import Floats

Places = NDArray[np.int64]

_NEAREST = 15
_VOTERS = 5
_LEAST = 1e-9


@dataclass(frozen=True)
class Confirmed:
    """A question and the entries that answer it, with grades (2: holds the answer, 1: related)."""

    text: str
    grades: Mapping[str, float]


@dataclass(frozen=True)
class Memory:
    """Recalls confirmed questions that resemble a new one. A row for each question in `points` (topic space) and in `words` (weights of
    the words that `columns` number, length 1); a row for each document in `grades`, which tells how far each question is answered by it.
    """

    points: Floats
    words: csr_matrix
    columns: Mapping[str, int]
    grades: csr_matrix

    def signals(self, query: Query, places: Places, *, without: int | None = None) -> dict[str, Floats]:
        """What the most similar confirmed questions say of the documents at `places`; `without` leaves one question out."""
        graded = gather(self.grades, places)
        given = np.where(graded.words == without, 0, graded.counts) if without is not None else graded.counts
        asked, spots = np.unique(graded.words.astype(np.int64), return_inverse=True)
        alike = self._alike(query, asked, without)
        nearest = np.zeros(len(asked), dtype=np.float32)
        order = np.argsort(-alike, kind="stable")[:_NEAREST]
        nearest[order] = alike[order]
        votes = np.zeros(len(asked), dtype=np.float32)
        votes[order[:_VOTERS]] = alike[order[:_VOTERS]] ** 2
        return {
            "asked_best": graded.greatest(nearest[spots] * given),
            "asked_sum": graded.sums(nearest[spots] ** 3 * given),
            "asked_vote": graded.sums(votes[spots] * given) / max(float(votes.sum()), _LEAST),
            "asked_often": np.log1p(graded.sums(given)),
            "asked_alike": np.full(len(places), alike.max(initial=0), dtype=np.float32),
        }

    def _alike(self, query: Query, asked: Places, without: int | None) -> Floats:
        """How much some questions resemble the new one, 0–1: half by topic, half by words."""
        shared = gather(self.words, asked)
        wanted = _weights_of(query, self.columns, self.words.shape[1])
        alike: Floats = np.maximum(0.5 * self.points[asked] @ query.point + 0.5 * shared.sums(shared.counts * wanted[shared.words]), 0)
        return np.where(asked == without, 0, alike) if without is not None else alike


def memory_of(confirmed: Sequence[Confirmed], index: Index) -> Memory:
    """The memory of graded questions; entries that are gone are passed over."""
    queries = [read_query(question.text, index) for question in confirmed]
    columns = {word: number for number, word in enumerate(dict.fromkeys(word for query in queries for word in query.words))}
    words = [_weights_of(query, columns, len(columns)) for query in queries]
    points = np.array([query.point for query in queries], dtype=np.float32).reshape(len(queries), index.topic_words.shape[1])
    place_of = {document.id: place for place, document in enumerate(index.documents)}
    graded = [(place_of[name], number, grade) for number, question in enumerate(confirmed) for name, grade in question.grades.items() if name in place_of]
    rows, numbers, grades = (np.array(column) for column in zip(*graded, strict=True)) if graded else (np.zeros(0, dtype=np.int32),) * 3
    by_document = csr_matrix((grades.astype(np.float32), (rows, numbers)), shape=(len(index.documents), len(queries)))
    return Memory(points, csr_matrix(np.array(words, dtype=np.float32).reshape(len(queries), len(columns))), columns, by_document)


def memory_of_lines(index: Index) -> Memory:
    """The memory of every question and phrasing of the index itself: all that staff have confirmed is among the phrasings."""
    weights = index.line_words @ diags(index.idf)
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1), dtype=np.float32).ravel())
    words = (diags(1 / np.maximum(length, _LEAST)) @ weights).tocsr().astype(np.float32)
    lines = np.arange(len(length), dtype=np.int32)
    owned = csr_matrix((np.ones(len(lines), dtype=np.float32), lines, np.append(index.line_parts.first, len(lines))), shape=(len(index.documents), len(lines)))
    return Memory(index.line_points, words, index.fields.vocabulary, owned)


def _weights_of(query: Query, columns: Mapping[str, int], width: int) -> Floats:
    """A question's words with their weights, at length 1; what has no column counts in the length alone."""
    vector = np.zeros(width, dtype=np.float32)
    weights = query.weight / max(float(np.linalg.norm(query.weight)), _LEAST)
    known = [(columns[word], weight) for word, weight in zip(query.words, weights, strict=True) if word in columns]
    for column, weight in known:
        vector[column] = weight
    return vector
