"""Short follow-ups in foreign languages: 「since when?」「从什么时候开始」 ask for an aspect of the answer before."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from knowledge.aspect import Aspect
from knowledge.catalogue import read_yaml
from knowledge.text.normal import normalise

FILE = Path(__file__).parent / "foreign_follow_ups.yml"
_PUNCTUATION = re.compile(r"[?？!！.。,，、;:¿¡~…\"“”]+")


def follow_up_aspect(text: str, language: str) -> Aspect | None:
    """The aspect that a short foreign message asks for; None where it has a topic of its own, or in Japanese."""
    said = " ".join(_PUNCTUATION.sub(" ", normalise(text)).split())
    return next((aspect for aspect, pattern in _patterns(language.split("-", maxsplit=1)[0]) if pattern.fullmatch(said)), None)


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    rows = dict(read_yaml(FILE)).get(language, {})
    return tuple(_compiled(dict(rows)))


def _compiled(rows: dict[str, str]) -> Iterator[tuple[Aspect, re.Pattern[str]]]:
    opening, closing = rows.pop("opening", ""), rows.pop("closing", "")
    for name, pattern in rows.items():
        yield Aspect(name), re.compile(f"(?:{opening})(?:{pattern})(?:{closing})")
