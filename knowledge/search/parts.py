"""Parts of documents (lines, sentences) kept in one long row: which belong to which document."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


class Parts:
    """Built from the number of parts of each document; every document has at least one."""

    def __init__(self, counts: Places) -> None:
        self.counts = counts
        self.first: Places = np.cumsum(counts) - counts

    @property
    def owner(self) -> Places:
        """The document of each part."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def of(self, places: Places) -> tuple[Places, Places]:
        """The parts of some documents, one document after the other, and where each document's begin."""
        sizes = self.counts[places]
        starts = np.cumsum(sizes) - sizes
        return np.repeat(self.first[places] - starts, sizes) + np.arange(sizes.sum()), starts
