"""Which of an index's words resemble a word, and how much; looked up once a word, then remembered."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search.word_vectors import Floats

Near = tuple[NDArray[np.int32], Floats]

_LEAST = 0.3
_SAME = 0.9999
_REMEMBERED = 20_000


class Resemblances:
    """Serves many threads: an answer is computed whole, then put away."""

    def __init__(self, words: Floats) -> None:
        self._words = words
        self._near: dict[str, Near] = {}

    def of(self, words: Sequence[str], vectors: Floats, known: NDArray[np.int32]) -> list[Near]:
        """For each word (its vector, its number or -1) the index's words like it, from 0.3 to 1; itself is 1."""
        found = {word: near for word in words if (near := self._near.get(word))}
        missing = [place for place, word in enumerate(words) if word not in found]
        if missing:
            alike = vectors[missing] @ self._words.T
            found |= {words[place]: _near(row, int(known[place])) for place, row in zip(missing, alike, strict=True)}
            self._remember({words[place]: found[words[place]] for place in missing})
        return [found[word] for word in words]

    def _remember(self, found: dict[str, Near]) -> None:
        if len(self._near) > _REMEMBERED:
            self._near = {}
        self._near.update(found)


def _near(row: Floats, own: int) -> Near:
    if own >= 0:
        row[own] = 1
    places = np.flatnonzero(row >= _LEAST).astype(np.int32)
    alike = row[places]
    # 痛む and 傷む have one vector: whether their product comes out as 1 or a hair below hangs on what else was multiplied with it.
    return places, np.where(alike > _SAME, np.float32(1), alike)
