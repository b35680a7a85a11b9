"""Character n-grams of many texts at once, as numbers: catches what cutting into words misses."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.bm25 import BM25, idf_of
from knowledge.search.word_vectors import Floats

Grams = NDArray[np.uint64]

_BITS = 21
_GRAM_BYTES = 8
_HIRAGANA = (0x3041, 0x309F)


def grams_of(text: str) -> Grams:
    """The 2- and 3-grams of a normalised text as numbers; grams of hiragana alone or with blanks are left out."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    empty = ((codes >= _HIRAGANA[0]) & (codes <= _HIRAGANA[1])) | (codes < 48)
    two = (codes[:-1] << np.uint64(_BITS)) | codes[1:]
    keep_two = ~(empty[:-1] & empty[1:])
    three = (two[:-1] << np.uint64(_BITS)) | codes[2:]
    keep_three = ~(empty[:-2] & empty[1:-1] & empty[2:])
    return np.concatenate((two[keep_two], three[keep_three]))


def packed_grams(text: str) -> bytes:
    """The same, one after the other in bytes: a hundred thousand small arrays would take seconds to join."""
    return grams_of(text).tobytes()


class GramIndex:
    """BM25 over character n-grams."""

    def __init__(self, grams: Sequence[bytes]) -> None:
        """`grams`: those of each text, as `packed_grams` gives them."""
        self._known, columns = np.unique(np.frombuffer(b"".join(grams), dtype=np.uint64), return_inverse=True)
        ends = np.cumsum([0, *(len(packed) // _GRAM_BYTES for packed in grams)])
        counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns.astype(np.int32), ends), shape=(len(grams), len(self._known)))
        counts.sum_duplicates()
        self._bm25 = BM25(counts, idf_of(counts))

    def scores(self, text: str) -> Floats:
        """One score per text, for a normalised question."""
        wanted = np.unique(grams_of(text))
        spots = np.minimum(np.searchsorted(self._known, wanted), max(len(self._known) - 1, 0))
        found = spots[self._known[spots] == wanted] if len(self._known) else spots[:0]
        return self._bm25.scores(found.astype(np.int32), np.ones(len(found), dtype=np.float32))
