"""Letter profiles: texts of any language compared by the n-grams they share (cosine, rare n-grams count more)."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

_SPACED = range(2, 6)
_UNSPACED = range(1, 4)


class Profiles:
    """The profiles of some texts. `spaced`: the language puts blanks between words, and n-grams end where words do."""

    def __init__(self, texts: Sequence[str], *, spaced: bool) -> None:
        self._spaced = spaced
        counted = [Counter(self._grams(text)) for text in texts]
        holders = Counter(gram for counts in counted for gram in counts)
        self._rarity = {gram: math.log((1 + len(texts)) / (1 + count)) + 1 for gram, count in holders.items()}
        self._profiles = [self._weighted(counts) for counts in counted]

    def likeness(self, text: str) -> list[float]:
        """How like each text is, 0 to 1."""
        asked = self._weighted(Counter(self._grams(text)))
        return [sum(weight * profile.get(gram, 0.0) for gram, weight in asked.items()) for profile in self._profiles]

    def _weighted(self, counts: Counter[str]) -> dict[str, float]:
        known = {gram: (1 + math.log(count)) * self._rarity[gram] for gram, count in counts.items() if gram in self._rarity}
        length = math.sqrt(sum(weight * weight for weight in known.values())) or 1.0
        return {gram: weight / length for gram, weight in known.items()}

    def _grams(self, text: str) -> Iterator[str]:
        pieces = [f" {word} " for word in text.split()] if self._spaced else [text]
        lengths = _SPACED if self._spaced else _UNSPACED
        return (piece[start : start + length] for piece in pieces for length in lengths for start in range(len(piece) - length + 1))
