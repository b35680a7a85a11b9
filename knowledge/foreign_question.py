"""What is asked in foreign languages: of the answer before (since when?, 从什么时候开始), or in a question of its own (How much is …?)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from knowledge.aspect import Aspect
from knowledge.catalogue import read_yaml
from knowledge.question import Question
from knowledge.text.normal import KANA, normalise

FILE = Path(__file__).parent / "foreign_follow_ups.yml"
WHOLE = Path(__file__).parent / "foreign_aspects.yml"
_PUNCTUATION = re.compile(r"[?？!！.。,，、;:¿¡~…\"“”]+")


def read_foreign(question: Question, text: str, language: str) -> Question:
    """The question with the aspect that a foreign message asks for; a short follow-up leans on the conversation. Japanese ones stay."""
    if follow_up := follow_up_aspect(text, language):
        return replace(question, aspect=follow_up, words=(), points_back=True)
    if aspect := whole_aspect(text, language):
        # Sudachi finds no words in Hangul.
        return replace(question, aspect=aspect, words=question.words or tuple(_said(text).split()))
    return question


def follow_up_aspect(text: str, language: str) -> Aspect | None:
    """The aspect that a short foreign message asks for; None where it has a topic of its own, or in Japanese."""
    said = _said(text)
    return next((aspect for aspect, pattern in _patterns(_family(language)) if pattern.fullmatch(said)), None)


def whole_aspect(text: str, language: str) -> Aspect | None:
    """The aspect that a foreign question with a topic of its own asks for; None where no word tells, or in Japanese."""
    said = _said(text)
    patterns = () if KANA.search(said) else _whole_patterns(_family(language))
    return next((aspect for aspect, pattern in patterns if pattern.search(said)), None)


def _said(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", normalise(text)).split())


def _family(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


@lru_cache(maxsize=8)
def _whole_patterns(language: str) -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    return tuple((Aspect(name), re.compile(pattern)) for name, pattern in dict(read_yaml(WHOLE)).get(language, {}).items())


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    rows = dict(read_yaml(FILE)).get(language, {})
    return tuple(_compiled(dict(rows)))


def _compiled(rows: dict[str, str]) -> Iterator[tuple[Aspect, re.Pattern[str]]]:
    opening, closing = rows.pop("opening", ""), rows.pop("closing", "")
    for name, pattern in rows.items():
        yield Aspect(name), re.compile(f"(?:{opening})(?:{pattern})(?:{closing})")
