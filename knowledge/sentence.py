"""The fixed sentences residents read, one catalogue per language in sentences/."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.errors import BadFile

FOLDER = Path(__file__).parent / "sentences"
DEFAULT_LANGUAGE = "ja"


@dataclass(frozen=True)
class Sentences:
    """One language's sentences; what it lacks is said in Japanese."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence with its blanks filled in. KeyError for an unknown key."""
        return self.texts[key].format(**values)


@lru_cache(maxsize=16)
def sentences(language: str) -> Sentences:
    """The catalogue of a language; Japanese where there is none."""
    texts = dict(_read(DEFAULT_LANGUAGE))
    path = FOLDER / f"{language}.yml"
    if language != DEFAULT_LANGUAGE and language.replace("-", "").isalnum() and path.is_file():
        texts |= _read(language)
    return Sentences(language, texts)


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, Japanese first."""
    found = sorted(path.stem for path in FOLDER.glob("*.yml"))
    return tuple(sorted(found, key=lambda name: (not name.startswith("ja"), name)))


def _read(language: str) -> dict[str, str]:
    path = FOLDER / f"{language}.yml"
    texts = read_yaml(path)
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BadFile(path.name, "-", "-", "「名前: 文」の一覧ではありません")
    return texts
