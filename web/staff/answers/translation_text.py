"""An entry's translations as fields of the edit form: a question and an answer for each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.staff.answers.line_format import read_lines, write_lines
from web.staff.shown import LANGUAGES

TRANSLATED = tuple(code for code in LANGUAGES if not code.startswith("ja"))


@dataclass(frozen=True)
class ShownTranslation:
    """One language of the form: its code, its name, what stands in its fields."""

    code: str
    name: str
    question: str
    answer: str

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return bool(self.question or self.answer)


def shown_translations(lines: str) -> list[ShownTranslation]:
    """The six languages on offer, and any other that the entry has; a line that can't be read keeps its text."""
    known = dict.fromkeys(TRANSLATED, ("", ""))
    for code, *texts in read_lines(lines):
        question, answer = (*texts, "", "")[:2]
        known[code] = (question, answer)
    return [ShownTranslation(code, LANGUAGES.get(code, code), *texts) for code, texts in known.items()]


def typed_translations(form: Mapping[str, str]) -> str:
    """The form's fields as the lines of the flat field `translations`; languages left empty are left out."""
    codes = [name.removeprefix("question-") for name in form if name.startswith("question-")]
    texts = [(code, form[f"question-{code}"].strip(), form.get(f"answer-{code}", "").replace("\r\n", "\n").strip()) for code in codes]
    return write_lines([row for row in texts if any(row[1:])])
