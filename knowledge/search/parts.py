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

    def spans(self, places: Places) -> list[slice]:
        """Where the parts of some documents stand, one slice for each document."""
        ends = self.first[places] + self.counts[places]
        return [slice(first, end) for first, end in zip(self.first[places].tolist(), ends.tolist(), strict=True)]

    def of(self, places: Places) -> tuple[Places, Places]:
        """The parts of some documents, one document after the other, and where each document's begin."""
        sizes = self.counts[places]
        starts = np.cumsum(sizes) - sizes
        return np.repeat(self.first[places] - starts, sizes) + np.arange(sizes.sum()), starts
