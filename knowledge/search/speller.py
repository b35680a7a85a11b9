"""Mends questions typed in bare kana, by ear, or with wrong letters, towards words that the index holds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.search.compound import SHORTEST_KATAKANA, SHORTEST_READING
from knowledge.search.reading import Reading
from knowledge.search.sound import Sounds, one_apart
from knowledge.text.normal import normalise
from knowledge.text.tokens import is_word, tokenise

_CHUNK = re.compile(r"[ァ-ヶー]{4,}|[一-鿿々]{3,8}")
_NOUNS = re.compile(r"[一-鿿々ァ-ヶー]{3,16}")
_KANA_RUN = re.compile(r"[ぁ-んー]{3,}")
_PARTICLES = "はがのにでとをもへや"
_BOUNDARY = re.compile("[はがのにでとをもへや]|って|です|だ|から|まで|する|した|して|できる|できま|いつ|なに|どこ|ください|$")
_COUNTING = "第何次全各県市町村区年月日版章節項万円件社一二三四五六七八九十"
_SINGLE_KANJI = re.compile(f"[一-鿿](?<![{_COUNTING}])")
_CLEARLY = 3
# 「でしょうか」 holds no 消火.
_ENDING = re.compile("でしょう|ましょう|でした|でしたら|もしょう|にしてい|をしてい")
_SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
_LONGEST_READING = 14
# 「役立つ」: whether a letter stands alone is told by what follows.
_VERB_ENDING = re.compile("[ぁ-ん]{0,2}")
_LONGEST_PIECE = 5
_COMPOUND = re.compile(f"[一-鿿々]{{3,{_LONGEST_PIECE}}}")
_LAST_KANA = "ヿ"


class Speller:
    """Knows the words of some texts by their letters and by how they are read."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """`readings` of the texts whose words are known."""
        self._sounds = Sounds(readings)
        self._count = Counter(chunk for text in readings for chunk in set(_CHUNK.findall(text.folded)))
        compounds = {surface for text in readings for surface, _ in text.compounds if _COMPOUND.fullmatch(surface)}
        self._near: dict[str, set[str]] = {}
        for piece in compounds | {chunk for chunk in self._count if chunk[0] <= _LAST_KANA}:
            for shape in _shapes(piece):
                self._near.setdefault(shape, set()).add(piece)

    def correct(self, text: str) -> str:
        """The normalised text with mended words; unchanged where every word is known or nothing is near."""
        told = _NOUNS.sub(lambda match: self._sounds.respell(match.group()), normalise(text))
        return _KANA_RUN.sub(self._spell_out, _CHUNK.sub(self._mend, told))

    def _mend(self, match: re.Match[str]) -> str:
        chunk = match.group()
        if self._seen_often(chunk) or is_word(chunk):
            return chunk
        if chunk[0] <= _LAST_KANA:
            return self._clear_choice(chunk) or chunk
        after = _VERB_ENDING.match(match.string, match.end())
        return next(self._mended(chunk, after.group() if after else ""), chunk)

    def _clear_choice(self, chunk: str) -> str | None:
        """The one known word near, or one that is far more usual than the next."""
        near = self._alike(chunk)
        if len(near) < 2 or _small_kana(near[0]) == _small_kana(chunk):
            return near[0] if near else None
        return near[0] if self._usual(near[0]) >= _CLEARLY * self._usual(near[1]) else None

    def _seen_often(self, chunk: str) -> bool:
        """Known as written; once may be a phrasing that holds a likely typing error."""
        return self._count[chunk] > 1

    def _alike(self, chunk: str) -> list[str]:
        found = {piece for shape in _shapes(chunk) for piece in self._near.get(shape, ()) if one_apart(piece, chunk)}
        return sorted(found, key=lambda piece: (_small_kana(piece) != _small_kana(chunk), len(piece) != len(chunk), -self._usual(piece), piece))

    def _usual(self, piece: str) -> int:
        return self._count[piece] + self._sounds.known(piece)

    def _mended(self, chunk: str, after: str) -> Iterator[str]:
        """A chunk in kanji with one wrong letter: only where the dictionary sees single letters, and sees none in the known word put there."""
        shattered = _shattered(chunk + after)
        for length in range(min(len(chunk), _LONGEST_PIECE), 2, -1) if shattered else ():
            for start in range(len(chunk) - length + 1):
                piece = chunk[start : start + length]
                fitting = (other for other in self._alike(piece) if len(other) == length and start + _difference(other, piece) in shattered)
                mended = (chunk[:start] + other + chunk[start + length :] for other in fitting)
                yield from (other for other in mended if _difference(other, chunk) not in _shattered(other + after))

    def _spell_out(self, match: re.Match[str]) -> str:
        run, shown, place = match.group(), "", 0
        while place < len(run):
            begins = place == 0 or shown[-1] != run[place - 1] or (run[place - 1] in _PARTICLES and not _ENDING.match(run, place - 1))
            end, word = self._word_at(run, place) if begins else (place, None)
            shown += word or run[place]
            place = end if word else place + 1
        return shown

    def _word_at(self, run: str, place: int) -> tuple[int, str | None]:
        """The known word that begins here, and where it ends: read just so, else by ear where something ends after it."""
        ends = _ends(run, place)
        exact = next(((end, word) for end in ends if (word := self._exactly(run, place, end))), None)
        if exact and (exact[0] == len(run) or run[exact[0]] in _PARTICLES):
            return exact
        by_ear = [end for end in ends if _BOUNDARY.match(run, end) and run[end - 1] not in _PARTICLES]
        if exact:
            # 「でじたるほうしん」 goes on with another word, 「じゅうみんひょ」 with none.
            by_ear = [end for end in by_ear if end > exact[0] and not self._sounds.spelt(run[exact[0] : end])]
        heard = (self._sounds.spelt_alike, self._sounds.spelt_nearly)
        found = ((end, word) for spelt in heard for end in by_ear if (word := spelt(run[place:end])))
        return next(found, None) or exact or self._short_word_at(run, place)

    def _exactly(self, run: str, place: int, end: int) -> str | None:
        """「なんかいい」 holds no 何回."""
        word = self._sounds.spelt(run[place:end])
        return None if word and word.startswith("何") and not _BOUNDARY.match(run, end) else word

    def _short_word_at(self, run: str, place: int) -> tuple[int, str | None]:
        """「すまほ」「あぷり」: too short to look for anywhere but where a name begins, and where the dictionary can't make anything of it."""
        end = place + SHORTEST_KATAKANA
        begins = place == 0 or (place == 1 and run[0] in _PARTICLES)
        if not begins or end > len(run) or not _BOUNDARY.match(run, end):
            return place, None
        word = self._sounds.spelt(run[place:end])
        return (end, word) if word and not _makes_sense(run[place:end], word) else (place, None)


def _makes_sense(kana: str, word: str) -> bool:
    """Whether the dictionary knows the kana for the same word, or finds a verb, or a particle at the end: 「いちご」「もでる」「さいと」."""
    tokens = tokenise(kana)
    same = [token.normal for token in tokens] == [token.normal for token in tokenise(word)]
    return same or any(token.pos in ("動詞", "形容詞") for token in tokens) or tokens[-1].pos == "助詞"


def _ends(run: str, place: int) -> range:
    return range(min(len(run), place + _LONGEST_READING), place + SHORTEST_READING - 1, -1)


def _shapes(word: str) -> Iterator[str]:
    """The word and what is left of it without one letter; words one letter apart share a shape."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _difference(left: str, right: str) -> int:
    """Where two words of one length differ first."""
    return next(place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)


def _small_kana(word: str) -> str:
    return word.translate(_SMALL)


def _shattered(chunk: str) -> set[int]:
    """The letters that the dictionary can only read as single ones beside another single one, not both affixes: 政索室 → all three, not 業者."""
    single: dict[int, bool] = {}
    place = 0
    for token in tokenise(chunk, "C"):
        if _SINGLE_KANJI.fullmatch(token.surface):
            single[place] = token.pos == "名詞"
        place += len(token.surface)
    pairs = [(left, left + 1) for left in single if left + 1 in single and (single[left] or single[left + 1])]
    return {number for pair in pairs for number in pair}
