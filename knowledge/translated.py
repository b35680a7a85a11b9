"""Questions in foreign languages: found among the entries' translations, by shared pieces of words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from knowledge.entry import Entry
from knowledge.text.letter_profile import Profiles
from knowledge.text.normal import normalise

# Below this cosine a question is about something else (tests/knowledge/test_translated.py holds questions on either side).
_NEAR = 0.22

# The question says what an entry is about; the answer only helps.
_QUESTION_WEIGHT = 3


@dataclass(frozen=True)
class Translated:
    """The entries of one language that have a translation."""

    language: str
    entries: tuple[Entry, ...]

    @cached_property
    def _profiles(self) -> Profiles:
        return Profiles([_text(entry, self.language) for entry in self.entries], spaced=not self.language.startswith("zh"))

    def find(self, text: str, municipality: str | None) -> Entry | None:
        """The city's entry whose translation is nearest to a question, its own words before all; None where none is near."""
        own = (entry for entry in self.entries if entry.municipality == municipality and entry.translations[self.language].question == text)
        if entry := next(own, None):
            return entry
        scores = self._profiles.likeness(_plain(text))
        near = [(score, place) for place, score in enumerate(scores) if score >= _NEAR and self.entries[place].municipality == municipality]
        return self.entries[max(near)[1]] if near else None


def translated(entries: Iterable[Entry]) -> dict[str, Translated]:
    """The translated entries of each language, ready to be searched."""
    kept = tuple(entries)
    languages = {language for entry in kept for language in entry.translations}
    return {language: Translated(language, tuple(entry for entry in kept if language in entry.translations)) for language in sorted(languages)}


def _text(entry: Entry, language: str) -> str:
    translation = entry.translations[language]
    return _plain(" ".join((*[translation.question] * _QUESTION_WEIGHT, translation.answer)))


def _plain(text: str) -> str:
    """Wi-Fi and wifi are one word."""
    return normalise(text).replace("-", "")
