"""Graded questions (tests/questions/*.jsonl): what residents ask, and what the right entry must hold."""

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.entry import Entry
from knowledge.errors import BadFile
from knowledge.settings import ROOT

QUESTIONS = ROOT / "tests" / "questions"

# Of ten questions four fit, three calibrate, three test.
_PARTS = ("fit", "fit", "fit", "fit", "calibrate", "calibrate", "calibrate", "test", "test", "test")


@dataclass(frozen=True)
class Graded:
    """`turns` as the resident sends them, the last is graded; `expect` is answer, abstain or clarify."""

    id: str
    municipality: str | None
    turns: tuple[str, ...]
    expect: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    kind: str
    entries: tuple[str, ...] = ()

    @property
    def part(self) -> str:
        """fit, calibrate or test: a fixed lot drawn from the id."""
        return _PARTS[zlib.crc32(self.id.encode()) % len(_PARTS)]

    def held_by(self, text: str) -> bool:
        """Whether a text holds one alternative of every group and nothing forbidden."""
        return not self.lacking(text)

    def lacking(self, text: str) -> tuple[str, ...]:
        """What keeps a text from holding the answer: each group of which it has no alternative, and each forbidden word in it."""
        folded = grading_form(text)
        missing = ("/".join(group) for group in self.must if not any(grading_form(alternative) in folded for alternative in group))
        return (*missing, *(f"forbidden {word}" for word in self.must_not if grading_form(word) in folded))


def grading_form(text: str) -> str:
    """NFKC, lower case, without white space and without commas inside numbers."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"(?<=\d),(?=\d)", "", folded)


def read_graded(folder: Path = QUESTIONS) -> tuple[Graded, ...]:
    """Every question of the folder's files; none where there is no folder."""
    return tuple(_graded(path, line) for path in sorted(folder.glob("*.jsonl")) for line in _lines(path))


def of_part(questions: Sequence[Graded], part: str) -> list[Graded]:
    """Those of the questions that were dealt to fit, calibrate or test."""
    return [question for question in questions if question.part == part]


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _graded(path: Path, line: str) -> Graded:
    try:
        row = json.loads(line)
        must = tuple(tuple(group) for group in row["must"])
        given = (row["id"], row["municipality"], tuple(row["turns"]), row["expect"], must, tuple(row.get("must_not", ())), row["kind"])
        return Graded(*given, tuple(row.get("entry", ())))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadFile(path.name, line[:40], "-", str(error)) from error


def entry_text(entry: Entry) -> str:
    """All that a reply about an entry may say."""
    facts = [text for text in vars(entry.facts).values() if text]
    figures = [f"{figure.name}{figure.value}{figure.unit}" for figure in entry.figures]
    years = [text for step in entry.schedule for text in (step.year, step.text)]
    period = [year for year in (entry.period.from_, entry.period.to) if year]
    return "\n".join((entry.answer, *facts, *figures, *years, *period, entry.department or ""))


def acceptable(question: Graded, entries: Sequence[Entry]) -> frozenset[str]:
    """The entries that answer: those named, else those of the city that hold what must be said."""
    if question.entries:
        return frozenset(question.entries)
    here = [entry for entry in entries if question.municipality in (None, entry.municipality)]
    return frozenset(entry.id for entry in here if question.held_by(entry_text(entry)))
