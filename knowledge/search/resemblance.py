"""Which of an index's words resemble a word, and how much: of its own words worked out once, of others when they are asked."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search.word_vectors import Floats

Near = tuple[NDArray[np.int32], Floats]

_LEAST = 0.3
_SAME = 0.9999
_REMEMBERED = 20_000
# The work grows with the square of the words: more of them are left to be asked.
_MOST_OWN = 12_000
_BLOCK = 512


class Resemblances:
    """Serves many threads: an answer is computed whole, then put away."""

    def __init__(self, words: Floats) -> None:
        self._words = words
        self._near: dict[str, Near] = {}
        self._ends = np.zeros(1, dtype=np.int64)
        self._places, self._alike = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)

    def work_out_own(self) -> None:
        """The neighbours of all the index's own words, side by side in three arrays."""
        if len(self._words) > _MOST_OWN:
            return
        blocks = (range(start, min(start + _BLOCK, len(self._words))) for start in range(0, len(self._words), _BLOCK))
        rows = [_near(row, own) for block in blocks for row, own in zip(self._words[block] @ self._words.T, block, strict=True)]
        self._ends = np.cumsum([0, *(len(places) for places, _ in rows)])
        self._places, self._alike = (np.concatenate([row[part] for row in rows]) for part in (0, 1))

    def of(self, words: Sequence[str], vectors: Floats, known: NDArray[np.int32]) -> list[Near]:
        """For each word (its vector, its number or -1) the index's words like it, from 0.3 to 1; itself is 1."""
        found = {word: near for word, own in zip(words, known.tolist(), strict=True) if (near := self._own(own) or self._near.get(word))}
        missing = [place for place, word in enumerate(words) if word not in found]
        if missing:
            alike = vectors[missing] @ self._words.T
            found |= {words[place]: _near(row, int(known[place])) for place, row in zip(missing, alike, strict=True)}
            self._remember({words[place]: found[words[place]] for place in missing})
        return [found[word] for word in words]

    def _own(self, number: int) -> Near | None:
        if not 0 <= number < len(self._ends) - 1:
            return None
        here = slice(self._ends[number], self._ends[number + 1])
        return self._places[here], self._alike[here]

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
