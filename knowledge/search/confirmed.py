"""Confirmed questions: what residents asked and staff marked as answered by an entry; the index's memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.index import Index
from knowledge.search.query import Query, read_query
from knowledge.search.word_vectors import Floats

Places = NDArray[np.int64]

_NEAREST = 15
_VOTERS = 5


@dataclass(frozen=True)
class Confirmed:
    """A question and the entries that answer it, with grades (2: holds the answer, 1: related)."""

    text: str
    grades: Mapping[str, float]


class Memory:
    """Recalls confirmed questions that resemble a new one; an empty one recalls nothing."""

    def __init__(self, confirmed: Sequence[Confirmed], index: Index) -> None:
        queries = [read_query(question.text, index) for question in confirmed]
        place_of = {document.id: place for place, document in enumerate(index.documents)}
        self._columns: dict[str, int] = {}
        rows = [self._weights_of(query) for query in queries]
        self._words = _sparse(rows, max(len(self._columns), 1))
        self._points: Floats = np.array([query.point for query in queries], dtype=np.float32).reshape(len(queries), index.topic_words.shape[1])
        graded = [{place_of[name]: grade for name, grade in question.grades.items() if name in place_of} for question in confirmed]
        self._grades = _sparse(graded, len(index.documents))
        self._total = np.asarray(self._grades.sum(axis=0), dtype=np.float32).ravel()

    def __len__(self) -> int:
        return int(self._grades.shape[0])

    def _weights_of(self, query: Query) -> dict[int, float]:
        weights = query.weight / max(float(np.linalg.norm(query.weight)), 1e-9)
        return {self._columns.setdefault(word, len(self._columns)): float(weight) for word, weight in zip(query.words, weights, strict=True)}

    def signals(self, query: Query, places: Places, *, without: int | None = None) -> dict[str, Floats]:
        """What the most similar confirmed questions say of the documents at `places`; `without` leaves one question out."""
        near, alike = self._nearest(query, without)
        graded = self._grades[near][:, places].toarray()
        total = self._total[places] - (self._grades[[without]][:, places].toarray()[0] if without is not None else 0)
        votes = alike[:_VOTERS] ** 2
        return {
            "asked_best": (alike[:, None] * graded).max(axis=0, initial=0),
            "asked_sum": (alike**3) @ graded,
            "asked_vote": votes @ graded[:_VOTERS] / max(float(votes.sum()), 1e-9),
            "asked_often": np.log1p(total),
            "asked_alike": np.full(len(places), alike.max(initial=0), dtype=np.float32),
        }

    def _nearest(self, query: Query, without: int | None) -> tuple[Places, Floats]:
        alike = np.maximum(0.5 * self._points @ query.point + 0.5 * self._shared(query), 0) if len(self) else np.zeros(0, dtype=np.float32)
        if without is not None:
            alike[without] = -1
        near = np.argsort(-alike, kind="stable")[:_NEAREST]
        near = near[alike[near] >= 0]
        return near, alike[near]

    def _shared(self, query: Query) -> Floats:
        vector = np.zeros(self._words.shape[1], dtype=np.float32)
        weights = query.weight / max(float(np.linalg.norm(query.weight)), 1e-9)
        for word, weight in zip(query.words, weights, strict=True):
            if word in self._columns:
                vector[self._columns[word]] = weight
        result: Floats = self._words @ vector
        return result


def _sparse(rows: Sequence[Mapping[int, float]], width: int) -> csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int32)
    values = np.array([value for row in rows for value in row.values()], dtype=np.float32)
    return csr_matrix((values, columns, ends), shape=(len(rows), width))
