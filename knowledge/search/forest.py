"""A forest: regression trees as flat arrays, so that what was fitted is a file of numbers and is asked without scikit-learn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.word_vectors import Floats

Nodes = NDArray[np.int32]


@dataclass(frozen=True)
class Forest:
    """Every tree's nodes in one row. A node sends a row on to one of its two `children` (the second, where the row's `feature` is greater
    than `threshold`); a leaf sends it to itself and holds its `value`. `roots`: where each tree starts; `depth`: of the deepest.
    """

    feature: Nodes
    threshold: Floats
    children: Nodes
    value: Floats
    roots: Nodes
    depth: int

    def sums(self, rows: Floats) -> Floats:
        """For each row, the sum of the trees' values."""
        count, width = rows.shape
        values, first = rows.astype(np.float32).ravel(), np.repeat(np.arange(count, dtype=np.int32) * width, len(self.roots))
        at = np.tile(self.roots, count)
        for _ in range(self.depth):
            greater = values.take(first + self.feature.take(at)) > self.threshold.take(at)
            at = self.children.take(2 * at + greater)
        result: Floats = self.value.take(at).reshape(count, -1).sum(axis=1)
        return result
