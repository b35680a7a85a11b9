"""Wishes for a procedure in foreign languages: "I am moving", 「我要搬家」, 「이사하려고 해요」."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.text.normal import KANA, normalise

FILE = Path(__file__).parent / "foreign_wishes.yml"

# What is longer tells a story, and the search looks for its words.
_MAX_CHARACTERS = 120


@dataclass(frozen=True)
class Wish:
    """The language of a message (`zh` for both scripts) and the procedure that it asks for."""

    language: str
    procedure: str


def find_wish(text: str) -> Wish | None:
    """The procedure that a short foreign statement asks for; None for questions and in Japanese."""
    said = normalise(text)
    if KANA.search(said) or "?" in said or len(said) > _MAX_CHARACTERS:
        return None
    fitting = (wish for asks, wishes in _patterns() if not asks.search(said) for wish, pattern in wishes if pattern.search(said))
    return next(fitting, None)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[tuple[Wish, re.Pattern[str]], ...]], ...]:
    """What marks a question, and each procedure's wish, of every language."""
    return tuple(_language(language, dict(rows)) for language, rows in dict(read_yaml(FILE)).items())


def _language(language: str, rows: dict[str, str]) -> tuple[re.Pattern[str], tuple[tuple[Wish, re.Pattern[str]], ...]]:
    asks = re.compile(rows.pop("asks"))
    return asks, tuple((Wish(language, procedure), re.compile(pattern)) for procedure, pattern in rows.items())
