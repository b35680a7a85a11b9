"""Confirmed questions: what residents asked and staff marked as answered by an entry; the index's memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.bm25 import count_words
from knowledge.search.gathered import gather
from knowledge.search.index import Index
from knowledge.search.query import Query, read_query
from knowledge.search.word_vectors import Floats

Places = NDArray[np.int64]

_NEAREST = 15
_VOTERS = 5
_LEAST = 1e-9

# The signals that a memory gives.
RECALLED = frozenset(("asked_best", "asked_sum", "asked_vote", "asked_often", "asked_alike"))

# How much the words count in the resemblance of two questions; the rest is the topic's (docs/search.md).
_BY_WORDS = np.float32(0.7)


@dataclass(frozen=True)
class Confirmed:
    """A question and the entries that answer it, with grades (2: holds the answer, 1: related)."""

    text: str
    grades: Mapping[str, float]


@dataclass(frozen=True)
class Memory:
    """Recalls confirmed questions that resemble a new one. A row for each question in `points` (topic space) and in `words` (the index's
    words that it holds); a row for each document in `grades`, which tells how far each question is answered by it.
    """

    points: Floats
    words: csr_matrix
    grades: csr_matrix

    def signals(self, query: Query, places: Places, *, without: int | None = None) -> dict[str, Floats]:
        """What the most similar confirmed questions say of the documents at `places`; `without` leaves one question out."""
        graded = gather(self.grades, places)
        given = np.where(graded.words == without, 0, graded.counts) if without is not None else graded.counts
        asked, spots = np.unique(graded.words.astype(np.int64), return_inverse=True)
        alike = self._alike(query, asked)
        alike[asked == without] = 0
        order = np.argsort(-alike, kind="stable")
        near, votes = _only(alike, order[:_NEAREST]), _only(alike, order[:_VOTERS]) ** 2
        return {
            "asked_best": graded.greatest(near[spots] * given),
            "asked_sum": graded.sums(near[spots] ** 3 * given),
            "asked_vote": graded.sums(votes[spots] * given) / max(float(votes.sum()), _LEAST),
            "asked_often": np.log1p(graded.sums(given)),
            "asked_alike": np.full(len(places), alike.max(initial=0), dtype=np.float32),
        }

    def _alike(self, query: Query, asked: Places) -> Floats:
        """How much some confirmed questions resemble the new one, 0–1: by how well they match its words, and by topic."""
        held = gather(self.words, asked)
        weight = query.weight / max(float(query.weight.sum()), _LEAST)
        matched = weight @ held.greatest(query.likeness[:, held.words]) ** 2
        alike: Floats = _BY_WORDS * matched + (1 - _BY_WORDS) * np.maximum(self.points[asked] @ query.point, 0)
        return alike


def memory_of(confirmed: Sequence[Confirmed], index: Index) -> Memory:
    """The memory of graded questions; entries that are gone are passed over."""
    queries = [read_query(question.text, index) for question in confirmed]
    points = np.array([query.point for query in queries], dtype=np.float32).reshape(len(queries), index.topic_words.shape[1])
    words = count_words([query.known[query.known >= 0].tolist() for query in queries], len(index.idf))
    place_of = {document.id: place for place, document in enumerate(index.documents)}
    graded = [(grade, place_of[name], number) for number, question in enumerate(confirmed) for name, grade in question.grades.items() if name in place_of]
    grades, rows, columns = np.array(graded, dtype=np.float32).reshape(-1, 3).T
    return Memory(points, words, csr_matrix((grades, (rows.astype(np.int64), columns.astype(np.int64))), shape=(len(index.documents), len(queries))))


def memory_of_lines(index: Index) -> Memory:
    """The memory of the index's own questions and phrasings: what staff confirm becomes a phrasing."""
    parts, lines = index.line_parts, np.arange(len(index.line_points), dtype=np.int32)
    owned = csr_matrix((np.ones(len(lines), dtype=np.float32), lines, np.append(parts.first, len(lines))), shape=(len(index.documents), len(lines)))
    return Memory(index.line_points, index.line_words, owned)


def _only(values: Floats, places: Places) -> Floats:
    """The values at some places, 0 elsewhere."""
    kept = np.zeros_like(values)
    kept[places] = values[places]
    return kept
