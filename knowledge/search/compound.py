"""Words and compounds of a text with how they are read: じゅうみんひょう is 住民票."""

import re
from collections.abc import Iterator, Sequence

from knowledge.text.normal import hiragana
from knowledge.text.tokens import Token

# A shorter one is a word by chance, but for what is written in katakana: すまほ.
SHORTEST_READING = 4
SHORTEST_KATAKANA = 3
_LONGEST_COMPOUND = 3
_WITHOUT_HIRAGANA = re.compile(r"[一-鿿々ァ-ヶーa-z0-9]+")
_KATAKANA = re.compile(r"[ァ-ヶー]+")


def compounds_of(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """Words and compounds of up to three nouns, with how they are read."""
    nouns: list[list[tuple[str, str]]] = [[]]
    for token in tokens:
        if token.pos in ("名詞", "接尾辞", "接頭辞"):
            nouns[-1].append((token.surface, token.reading))
        elif nouns[-1]:
            nouns.append([])
    return tuple(pair for run in nouns for pair in _compounds(run))


def _compounds(run: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for start in range(len(run)):
        for end in range(start + 1, min(start + _LONGEST_COMPOUND, len(run)) + 1):
            surface = "".join(part for part, _ in run[start:end])
            reading = hiragana("".join(read for _, read in run[start:end]))
            least = SHORTEST_KATAKANA if _KATAKANA.fullmatch(surface) else SHORTEST_READING
            if len(reading) >= least and _WITHOUT_HIRAGANA.fullmatch(surface) and not surface.isascii():
                yield surface, reading
