"""BM25 on sparse matrices, for exact words and for words that only resemble each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from knowledge.search.gathered import gather
from knowledge.search.resemblance import Near
from knowledge.search.word_vectors import Floats


@dataclass(frozen=True)
class Shape:
    """How strongly repeats (k1) and lengths (b) count."""

    k1: float
    b: float


# Up to so many cells of words by documents are added up in one array.
_FEW_CELLS = 200_000

EXACT = Shape(k1=1.6, b=0.6)
SOFT = Shape(k1=2.0, b=0.6)


def count_words(documents: Sequence[Sequence[int]], words: int) -> csr_matrix:
    """How often each document (row) holds each word (column)."""
    ends = np.cumsum([0, *map(len, documents)])
    columns = np.fromiter((word for document in documents for word in document), dtype=np.int32, count=int(ends[-1]))
    counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(documents), words))
    counts.sum_duplicates()
    return counts


def idf_of(counts: csr_matrix) -> Floats:
    """ln(1 + (N - n + .5) / (n + .5)) of every word."""
    rows = counts.shape[0]
    found_in = np.bincount(counts.indices, minlength=counts.shape[1])
    result: Floats = np.log(1 + (rows - found_in + 0.5) / (found_in + 0.5)).astype(np.float32)
    return result


def length_norms(counts: csr_matrix, shape: Shape) -> Floats:
    """k1 (1 - b + b length / mean length) of every document."""
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()
    mean = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    result: Floats = (shape.k1 * (1 - shape.b + shape.b * lengths / mean)).astype(np.float32)
    return result


class BM25:
    """Scores documents for weighted words; the documents' side is computed once."""

    def __init__(self, counts: csr_matrix, idf: Floats, shape: Shape = EXACT) -> None:
        norms = length_norms(counts, shape)
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        weights = counts.copy()
        weights.data = (counts.data * (shape.k1 + 1) / (counts.data + norms[rows]) * idf[counts.indices]).astype(np.float32)
        self._weights: csc_matrix = weights.tocsc()

    def scores(self, words: NDArray[np.int32], weights: Floats) -> Floats:
        """One score per document for words (by number) and their weights."""
        starts = self._weights.indptr[words]
        sizes = self._weights.indptr[words + 1] - starts
        ends = np.cumsum(sizes)
        postings = np.repeat(starts - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
        gains = self._weights.data[postings] * np.repeat(weights, sizes)
        result: Floats = np.bincount(self._weights.indices[postings], gains, minlength=self._weights.shape[0]).astype(np.float32)
        return result


class SoftBM25:
    """BM25 in which a document's word counts for a query's word as far as the two resemble each other."""

    def __init__(self, counts: csr_matrix, shape: Shape = SOFT) -> None:
        self._postings: csr_matrix = counts.T.tocsr()
        self._norms = length_norms(counts, shape)
        self._k1 = shape.k1

    def scores(self, near: Sequence[Near], weights: Floats) -> Floats:
        """One score per document; `near` has for each query word the index's words like it and how much (0–1), `weights` what each counts."""
        if len(near) * len(self._norms) > _FEW_CELLS:
            return self._scores_of_many(near, weights)
        places, alike = _joined(near)
        owner = np.repeat(np.arange(len(near)), [len(words) for words, _ in near])
        found = gather(self._postings, places.astype(np.int64))
        cells = np.repeat(owner * len(self._norms), found.sizes) + found.words
        added = np.bincount(cells, np.repeat(alike, found.sizes) * found.counts, minlength=len(near) * len(self._norms))
        frequency = added.astype(np.float32).reshape(len(near), len(self._norms))
        result: Floats = (weights @ (frequency * (self._k1 + 1) / (frequency + self._norms))).astype(np.float32)
        return result

    def _scores_of_many(self, near: Sequence[Near], weights: Floats) -> Floats:
        """The same without a cell for every word and document."""
        places, alike = _joined(near)
        ends = np.cumsum([0, *(len(words) for words, _ in near)])
        frequency = (csr_matrix((alike, places, ends), shape=(len(near), self._postings.shape[0])) @ self._postings).tocsr()
        frequency.data *= (self._k1 + 1) / (frequency.data + self._norms[frequency.indices])
        gains = frequency.data * np.repeat(weights, np.diff(frequency.indptr))
        result: Floats = np.bincount(frequency.indices, gains, minlength=frequency.shape[1]).astype(np.float32)
        return result


def _joined(near: Sequence[Near]) -> Near:
    """All words one after the other."""
    if not near:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    return np.concatenate([places for places, _ in near]), np.concatenate([alike for _, alike in near])
