"""An entry's words in the resident's language: its question, its answer, and the choice that leads to it."""

from collections.abc import Iterable

from knowledge.entry import Entry
from knowledge.language import is_foreign
from knowledge.reply import Choice
from knowledge.sentence import Sentences


def question_of(entry: Entry, language: str) -> str:
    """The entry's question, translated where a translation exists."""
    translation = entry.translations.get(language)
    return translation.question if translation else entry.question


def answer_of(entry: Entry, language: str) -> str:
    """The entry's answer: translated, else Japanese, which all but Japanese conversations get in its easy form."""
    if language == "ja":
        return entry.answer.strip()
    translation = entry.translations.get(language)
    return (translation.answer if translation else entry.easy_answer).strip()


def lacks_translation(entry: Entry, language: str) -> bool:
    """Whether a foreign conversation can be told this entry in Japanese only."""
    return is_foreign(language) and language not in entry.translations


def body(entry: Entry, say: Sentences) -> str:
    """The answer as a reply tells it: who reads a foreign language is told before Japanese comes."""
    told = answer_of(entry, say.language)
    return f"{say.say('japanese_only')}\n{told}" if lacks_translation(entry, say.language) else told


def choice_of(entry: Entry, language: str) -> Choice:
    """The entry to tap; what it shows is what is sent."""
    label = question_of(entry, language)
    return Choice(label, label)


def choices_of(entries: Iterable[Entry], language: str) -> tuple[Choice, ...]:
    """Entries to tap, in their order."""
    return tuple(choice_of(entry, language) for entry in entries)
