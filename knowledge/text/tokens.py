"""Words of a Japanese text, cut by Sudachi, with offsets of the text as it was typed."""

import threading
from functools import lru_cache
from typing import NamedTuple

from sudachipy import dictionary, tokenizer

from knowledge.text.normal import hiragana, normalise

# The word number that Sudachi gives what its dictionary lacks; katakana it joins itself has no other mark.
_UNKNOWN_WORD = 0x0FFFFFFF

# Sudachi reads at most 49,149 bytes at once.
MAX_CHARACTERS = 12_000

# Parts of speech that carry no topic: particles, auxiliaries, symbols, blanks, conjunctions.
_EMPTY_POS = frozenset(("助詞", "助動詞", "補助記号", "空白", "記号", "接続詞"))

# Words that nearly every question has, in Sudachi's normalized form.
GENERIC_WORDS = frozenset(
    "為る 成る 有る 居る 出来る 知る 教える 下さる 頂く 貰う 呉れる 欲しい 言う 思う 聞く 見る 仕舞う 行く 来る 遣る 御座る "
    "何 何れ 何処 何時 何方 誰 如何 如何言う 此れ 其れ 此の 其の 有れ 彼の 斯う 然う 方 事 物 所 為 様 等 どう そう 無い 良い "
    "御 ご さん 場合 的 たい 市".split()
)


class Token(NamedTuple):
    """One word: as typed, Sudachi's normalized form, hiragana reading, part of speech, offsets [start, end)."""

    surface: str
    normal: str
    reading: str
    pos: str
    start: int
    end: int

    @property
    def carries_topic(self) -> bool:
        """True for words that say what a text is about."""
        return self.pos not in _EMPTY_POS and self.normal not in GENERIC_WORDS


class _Local(threading.local):
    """Sudachi's tokenizer may serve one thread at a time, so each thread has its own."""

    def __init__(self) -> None:
        self.tokenizer = _dictionary().create()


@lru_cache(maxsize=1)
def _dictionary() -> dictionary.Dictionary:
    return dictionary.Dictionary(dict="core")


@lru_cache(maxsize=1)
def _local() -> _Local:
    return _Local()


# Texts repeat their words, so each word's forms are computed once.
_folded = lru_cache(maxsize=100_000)(normalise)
_as_hiragana = lru_cache(maxsize=100_000)(hiragana)

_MODES = {"A": tokenizer.Tokenizer.SplitMode.A, "C": tokenizer.Tokenizer.SplitMode.C}


def tokenise(text: str, mode: str = "A") -> tuple[Token, ...]:
    """Cut a text as typed; blanks yield no token. Mode A gives short units, C names. Reads 12,000 characters at most."""
    morphemes = _local().tokenizer.tokenize(text[:MAX_CHARACTERS], _MODES[mode])
    return tuple(
        Token(
            surface=m.surface(),
            normal=_folded(m.normalized_form()) or m.surface(),
            reading=_as_hiragana(m.reading_form()) or m.surface(),
            pos=m.part_of_speech()[0],
            start=m.begin(),
            end=m.end(),
        )
        for m in morphemes
        if m.surface().strip()
    )


def is_word(text: str) -> bool:
    """Whether the dictionary holds the text as one word."""
    morphemes = _local().tokenizer.tokenize(text[:MAX_CHARACTERS], _MODES["C"])
    return len(morphemes) == 1 and not morphemes[0].is_oov() and morphemes[0].word_id() != _UNKNOWN_WORD


def place_names(text: str) -> tuple[str, ...]:
    """The towns, mountains and bays that a text names, as they are written; countries are none."""
    morphemes = _local().tokenizer.tokenize(text[:MAX_CHARACTERS], _MODES["C"])
    return tuple(m.surface() for m in morphemes if m.part_of_speech()[2] == "地名" and m.part_of_speech()[3] != "国")


# A reply compares what was asked with the same few entries' texts over and over.
@lru_cache(maxsize=4_000)
def topic_words(text: str) -> tuple[str, ...]:
    """The normalized forms of the words that say what a text is about, in order, with repeats."""
    return tuple(token.normal for token in tokenise(normalise(text)) if token.carries_topic)


def reading(text: str) -> str:
    """How a text is read aloud, in hiragana, without blanks."""
    return "".join(token.reading for token in tokenise(normalise(text)))
