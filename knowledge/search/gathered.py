"""The words of some rows of a count matrix, one row after the other: what is worked out for candidates alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.word_vectors import Floats

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Gathered:
    """`words` and `counts` of rows that hold `sizes` of them; those of the rows in `filled` begin at `starts`, the other rows hold none."""

    words: NDArray[np.int32]
    counts: Floats
    starts: Places
    filled: Places
    sizes: Places

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.sizes)

    def sums(self, values: Floats) -> Floats:
        """For each row, the sum of its words' values (along the last axis)."""
        return self._reduced(np.add, values)

    def tally(self, hit: Places, values: Floats) -> Floats:
        """For each line of values (they belong to the words at `hit`) and each row, their sum: few words in many rows."""
        owner = np.repeat(np.arange(self.size), self.sizes)[hit]
        cells = (np.arange(len(values))[:, None] * self.size + owner).ravel()
        return np.bincount(cells, values.ravel(), minlength=len(values) * self.size).astype(np.float32).reshape(len(values), self.size)

    def greatest(self, values: Floats) -> Floats:
        """For each row, the greatest of its words' values (along the last axis); 0 for a row without words."""
        return self._reduced(np.maximum, values)

    def _reduced(self, reduce: np.ufunc, values: Floats) -> Floats:
        found = np.zeros((*values.shape[:-1], self.size), dtype=np.float32)
        if len(self.filled):
            found[..., self.filled] = reduce.reduceat(values, self.starts, axis=-1)
        return found


def gather(counts: csr_matrix, rows: Places) -> Gathered:
    """By hand: taking rows out of a sparse matrix costs three times as much."""
    sizes = counts.indptr[rows + 1] - counts.indptr[rows]
    starts = np.cumsum(sizes) - sizes
    spots = np.repeat(counts.indptr[rows] - starts, sizes) + np.arange(sizes.sum())
    filled = np.flatnonzero(sizes)
    return Gathered(counts.indices[spots], counts.data[spots], starts[filled], filled, sizes)
