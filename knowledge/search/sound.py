"""How words sound: what was typed by ear (こんびにこうふう) or converted to the wrong characters (住民表) leads to a known word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from knowledge.search.reading import Reading
from knowledge.text.tokens import Token, is_word, tokenise

_PLAIN = str.maketrans("ぁぃぅぇぉっゃゅょゎぢづを", "あいうえおつやゆよわじずお")
_LONG = re.compile(
    "ー|(?<=[あかさたなはまやらわがざだばぱ])あ|(?<=[いきしちにひみりぎじびぴ])い|(?<=[うくすつぬふむゆるぐずぶぷ])う"
    "|(?<=[えけせてねへめれげぜでべぺ])[えい]|(?<=[おこそとのほもよろごぞどぼぽ])[おう]"
)
_KANJI = re.compile("[一-鿿々]{2}")
_COUNTED = re.compile("[何一二三四五六七八九十0-9]")

# Shorter sounds are shared by chance.
_SHORTEST_KEY, _SHORTEST_NEAR_KEY, _SHORTEST_HOMOPHONE = 4, 6, 5
_SHORTEST_NEAR = 8
_END = 3
_OFTEN = 3
# 「デジタル課」 is a section, not 「デジタル化」 mistyped; 「保険課」 is another than 「保健課」.
_OFFICES = "課係部室局署"
_ENDINGS_OF_THEIR_OWN = f"{_OFFICES}所館会費料量率化者"


@lru_cache(maxsize=20_000)
def sound_key(reading: str) -> str:
    """A reading in hiragana without what people slip on: long vowels, small letters, ぢ and づ."""
    return _LONG.sub("", reading.translate(_PLAIN))


class Sounds:
    """Knows the words and compounds of some texts by how they are read."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """`readings` of the texts whose words are known."""
        pairs = Counter(pair for text in readings for pair in set(text.compounds) if not pair[0][-1].isdigit())
        self._count: Counter[str] = Counter()
        self._read_as: dict[str, list[str]] = {}
        for (surface, reading), count in pairs.most_common():
            self._count[surface] += count
            self._read_as.setdefault(reading, []).append(surface)
        self._by_key: dict[str, str] = {}
        for (surface, reading), _ in pairs.most_common():
            self._by_key.setdefault(sound_key(reading), surface)
        self._by_end: dict[str, list[str]] = {}
        for key in self._by_key:
            for end in _ends(key):
                self._by_end.setdefault(end, []).append(key)

    def spelt(self, kana: str) -> str | None:
        """The word that is read just so."""
        return next(iter(self._read_as.get(kana, ())), None)

    def spelt_alike(self, kana: str) -> str | None:
        """The word that differs in long vowels and small letters alone."""
        key = sound_key(kana)
        return self._by_key.get(key) if len(key) >= _SHORTEST_KEY and not kana.startswith("なん") else None

    def spelt_nearly(self, kana: str) -> str | None:
        """The one long word that sounds alike but for one letter; None where several do."""
        key = sound_key(kana)
        if len(key) < _SHORTEST_NEAR_KEY or len(kana) < _SHORTEST_NEAR:
            return None
        near = {self._by_key[other] for end in _ends(key) for other in self._by_end.get(end, ()) if one_apart(other, key) and _slip(other, key)}
        return near.pop() if len(near) == 1 else None

    def known(self, surface: str) -> int:
        """How many texts have a word or compound."""
        return self._count[surface]

    def respell(self, chunk: str) -> str:
        """Nouns with what was converted to characters of the same sound put right (確定新国 → 確定申告); what is known stays."""
        if self._count[chunk] > 1 or not _KANJI.search(chunk):
            return chunk
        tokens = tokenise(chunk)
        spans = [(start, end) for size in (3, 2) for start in range(len(tokens) - size + 1) for end in (start + size,)]
        for start, end in spans:
            meant = self._homophone(tokens[start:end])
            if meant:
                return chunk[: tokens[start].start] + meant + chunk[tokens[end - 1].end :]
        return chunk

    def _homophone(self, tokens: Sequence[Token]) -> str | None:
        typed = "".join(token.surface for token in tokens)
        reading = "".join(token.reading for token in tokens)
        if len(reading) < _SHORTEST_HOMOPHONE or self._count[typed] > 1 or typed[-1] in _OFFICES or _COUNTED.search(typed):
            return None
        others = [other for other in self._read_as.get(reading, ()) if _alike(other, typed) and self._count[other] > _OFTEN * self._count[typed]]
        meant = next((other for other in others if not self._means_itself(tokens, other)), None)
        return None if meant is None or is_word(typed) else meant

    def _means_itself(self, tokens: Sequence[Token], other: str) -> bool:
        """「企業支援」 is no 起業支援 where the texts speak of 企業: its parts stand on their own. In 「保健証」 they don't."""
        if min(len(token.surface) for token in tokens) == 1:
            return len(tokens[0].surface) == 1
        return any(self._count[token.surface] > 1 for token in tokens if token.surface not in other)


def _alike(known: str, typed: str) -> bool:
    """Whether two words of one sound share at least half of their letters, and end in no two different parts of speech."""
    if known == typed or len(known) != len(typed):
        return False
    if _COUNTED.search(known):
        return False
    same = sum(a == b for a, b in zip(known, typed, strict=True))
    return 2 * same >= len(typed) and (known[-1] == typed[-1] or typed[-1] not in _ENDINGS_OF_THEIR_OWN)


def _slip(known: str, typed: str) -> bool:
    """Whether a difference is a slip rather than another word: the first letters agree, nothing is added behind (部, 課), no の joins two words."""
    return known[0] == typed[0] and not typed.startswith(known) and typed.count("の") <= known.count("の")


def one_apart(left: str, right: str) -> bool:
    """Whether two words differ in just one letter, or one has a letter more."""
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    long, short = (left, right) if len(left) > len(right) else (right, left)
    return len(long) - len(short) == 1 and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def _ends(key: str) -> Iterable[str]:
    """Two long words one letter apart share their beginning or their end."""
    return (f"{key[:_END]}…", f"…{key[-_END:]}") if len(key) >= _SHORTEST_NEAR_KEY - 1 else ()
