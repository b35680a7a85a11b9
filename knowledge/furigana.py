"""Furigana: the reading of each word written with kanji, for residents who turn it on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.text.normal import hiragana
from knowledge.text.tokens import MAX_CHARACTERS, Token, tokenise

EXCEPTIONS = Path(__file__).with_suffix(".yml")
_KANJI = re.compile(r"[㐀-鿿豈-﫿々〆ヶ]")


@dataclass(frozen=True)
class Ruby:
    """A piece of a text and its reading in hiragana; None where it needs none."""

    text: str
    reading: str | None = None


@lru_cache(maxsize=1024)
def furigana(text: str) -> tuple[Ruby, ...]:
    """The text in pieces that join to it again, those with kanji read. Past 12,000 characters nothing is read."""
    pieces: list[Ruby] = []
    done = 0
    for start, end in _special(text[:MAX_CHARACTERS]):
        pieces += [*_read(text[done:start]), Ruby(text[start:end], _exceptions()[text[start:end]])]
        done = end
    return (*pieces, *_read(text[done:MAX_CHARACTERS]), *([Ruby(text[MAX_CHARACTERS:])] if len(text) > MAX_CHARACTERS else []))


def _special(text: str) -> Iterator[tuple[int, int]]:
    """Where words of the exceptions table stand; 大人 inside 拡大人口 is none."""
    tokens = tokenise(text)
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    return (match.span() for match in _pattern().finditer(text) if match.start() in starts and match.end() in ends)


@lru_cache(maxsize=1)
def _exceptions() -> dict[str, str]:
    return {str(written): str(read) for written, read in read_yaml(EXCEPTIONS).items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_exceptions(), key=len, reverse=True)))


def _read(text: str) -> Iterator[Ruby]:
    done = 0
    for token in tokenise(text, "C"):
        if token.start > done:
            yield Ruby(text[done : token.start])
        yield from _read_word(token)
        done = token.end
    if done < len(text):
        yield Ruby(text[done:])


def _read_word(token: Token) -> Iterator[Ruby]:
    """取り組み/とりくみ → 取/と り 組/く み; the whole word where its kana are not in its reading."""
    if not _KANJI.search(token.surface) or token.reading == token.surface:
        yield Ruby(token.surface)
        return
    runs = [("".join(run), kanji) for kanji, run in groupby(token.surface, key=lambda c: bool(_KANJI.match(c)))]
    match = re.fullmatch("".join("(.+)" if kanji else f"({re.escape(hiragana(run))})" for run, kanji in runs), token.reading)
    if match is None:
        yield Ruby(token.surface, token.reading)
        return
    for (run, kanji), reading in zip(runs, match.groups(), strict=True):
        yield Ruby(run, reading if kanji else None)
