"""Mends questions typed in bare kana or with one wrong letter, towards words that the index holds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.search.compound import SHORTEST_READING
from knowledge.search.reading import Reading
from knowledge.text.normal import normalise
from knowledge.text.tokens import is_word, tokenise

_CHUNK = re.compile(r"[ァ-ヶー]{4,}|[一-鿿々]{3,8}")
_KANA_RUN = re.compile(r"[ぁ-んー]{4,}")
_PARTICLES = "はがのにでとをもへや"
_COUNTING = "第何次全各県市町村区年月日版章節項一二三四五六七八九十"
_CLEARLY = 3
# 「でしょうか」 holds no 消火.
_ENDING = re.compile("でしょう|ましょう|でした|でしたら|もしょう|にしてい|をしてい")
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
_LONGEST_READING = 14
_LONGEST_PIECE = 5


class Speller:
    """Knows the words of some texts by their letters and by how they are read."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """`readings` of the texts whose words are known."""
        self._count = Counter(piece for text in readings for chunk in _CHUNK.findall(text.folded) for piece in set(_pieces(chunk)))
        self._near: dict[str, set[str]] = {}
        for piece in self._count:
            for shape in _shapes(piece):
                self._near.setdefault(shape, set()).add(piece)
        self._read_as = {reading: surface for text in readings for surface, reading in reversed(text.compounds)}

    def correct(self, text: str) -> str:
        """The normalised text with mended words; unchanged where every word is known or nothing is near."""
        folded = normalise(text)
        return _KANA_RUN.sub(self._spell_out, _CHUNK.sub(self._mend, folded))

    def _mend(self, match: re.Match[str]) -> str:
        chunk = match.group()
        if self._seen_often(chunk) or is_word(chunk):
            return chunk
        if chunk[0] <= "ヿ":
            return self._clear_choice(chunk) or chunk
        return next(self._mended(chunk), chunk)

    def _clear_choice(self, chunk: str) -> str | None:
        """The one known word near, or one that is far more usual than the next."""
        near = self._alike(chunk)
        if len(near) < 2 or _small_kana(near[0]) == _small_kana(chunk):
            return near[0] if near else None
        return near[0] if self._count[near[0]] >= _CLEARLY * self._count[near[1]] else None

    def _seen_often(self, chunk: str) -> bool:
        """Known as written; once may be a phrasing that holds a likely typing error."""
        return self._count[chunk] > 1

    def _alike(self, chunk: str) -> list[str]:
        found = {piece for shape in _shapes(chunk) for piece in self._near.get(shape, ()) if _one_apart(piece, chunk)}
        return sorted(found, key=lambda piece: (_small_kana(piece) != _small_kana(chunk), len(piece) != len(chunk), -self._count[piece], piece))

    def _mended(self, chunk: str) -> Iterator[str]:
        """A chunk in kanji with one wrong letter: only where the dictionary sees single letters, and the result is known."""
        shattered = _shattered(chunk)
        for length in range(min(len(chunk), _LONGEST_PIECE), 2, -1):
            for start in range(len(chunk) - length + 1):
                piece = chunk[start : start + length]
                fitting = [other for other in self._alike(piece) if len(other) == length and start + _difference(other, piece) in shattered]
                if fitting:
                    yield chunk[:start] + fitting[0] + chunk[start + length :]

    def _spell_out(self, match: re.Match[str]) -> str:
        run, shown, place = match.group(), "", 0
        while place < len(run):
            begins = place == 0 or shown[-1] != run[place - 1] or (run[place - 1] in _PARTICLES and not _ENDING.match(run, place - 1))
            reading = next((run[place:end] for end in _ends(run, place) if run[place:end] in self._read_as), None) if begins else None
            shown += self._read_as[reading] if reading else run[place]
            place += len(reading) if reading else 1
        return shown


def _ends(run: str, place: int) -> range:
    return range(min(len(run), place + _LONGEST_READING), place + SHORTEST_READING - 1, -1)


def _pieces(chunk: str) -> Iterator[str]:
    """The chunk and, where it is long and in kanji, its parts: the name of a thing often stands inside a longer one."""
    yield chunk
    if not chunk[0] <= "ヿ":
        yield from (chunk[start : start + length] for length in range(3, _LONGEST_PIECE + 1) for start in range(len(chunk) - length + 1))


def _shapes(word: str) -> Iterator[str]:
    """The word and what is left of it without one letter; words one letter apart share a shape."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_apart(left: str, right: str) -> bool:
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    long, short = (left, right) if len(left) > len(right) else (right, left)
    return len(long) - len(short) == 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _difference(left: str, right: str) -> int:
    """Where two words of one length differ first."""
    return next(place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)


def _small_kana(word: str) -> str:
    return word.translate(_SMALL)


def _shattered(chunk: str) -> set[int]:
    """The letters that the dictionary can only read as single ones beside another single one: 政索室 → all three."""
    single: list[int] = []
    place = 0
    for token in tokenise(chunk, "C"):
        if len(token.surface) == 1 and token.surface not in _COUNTING:
            single.append(place)
        place += len(token.surface)
    return {number for number in single if number - 1 in single or number + 1 in single}
