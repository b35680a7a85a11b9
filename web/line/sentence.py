"""The sentences said in LINE alone, and the words that steer it, one catalogue per language in sentences/."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.sentence import DEFAULT_LANGUAGE, Sentences

FOLDER = Path(__file__).parent / "sentences"

SECOND_LANGUAGE = "en"

_COMMAND = "command_"


@lru_cache(maxsize=16)
def line_sentences(language: str) -> Sentences:
    """The catalogue of a language; what it lacks is said in English, or in Japanese by やさしい日本語."""
    texts: dict[str, str] = {}
    for name in (DEFAULT_LANGUAGE, *(() if language.startswith(DEFAULT_LANGUAGE) else (SECOND_LANGUAGE,)), language):
        path = FOLDER / f"{name}.yml"
        texts |= read_yaml(path) if path.is_file() else {}
    return Sentences(language, texts)


def line_languages() -> tuple[str, ...]:
    """The languages that residents can choose, Japanese first."""
    names = sorted(path.stem for path in FOLDER.glob("*.yml"))
    return tuple(sorted(names, key=lambda name: (not name.startswith(DEFAULT_LANGUAGE), name)))


@lru_cache(maxsize=1)
def commands() -> dict[str, str]:
    """Every word that steers LINE, in any language, with what it does (settings, stop, erase …)."""
    catalogues = [read_yaml(path) for path in sorted(FOLDER.glob("*.yml"))]
    lines = [(key, text) for texts in catalogues for key, text in texts.items() if key.startswith(_COMMAND)]
    return {_plain(word): key.removeprefix(_COMMAND) for key, text in lines for word in text.split("|")}


def command(text: str) -> str | None:
    """What a message orders, when it is nothing but one of the steering words."""
    return commands().get(_plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("。!?.").casefold()
