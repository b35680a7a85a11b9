"""The graded question sets: questions with what a right reply must and must not hold."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.clerk import Clerk
from knowledge.memory import Memory
from knowledge.reply import Outcome
from knowledge.resolution import Resolution
from knowledge.settings import ROOT

FOLDER = ROOT / "tests" / "questions"
_TOLD = (Resolution.ANSWERED, Resolution.PARTIAL)


@dataclass(frozen=True)
class Graded:
    """One graded conversation: `must` holds groups of wordings of which one each has to occur."""

    id: str
    municipality: str | None
    turns: tuple[str, ...]
    expect: str
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()


def graded_questions(municipality: str, folder: Path = FOLDER) -> tuple[Graded, ...]:
    """The graded questions asked of a city; none where the deployment has no such file."""
    path = folder / f"{municipality}.jsonl"
    if not path.is_file():
        return ()
    return tuple(_read(path))


def _read(path: Path) -> Iterator[Graded]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        must = tuple(tuple(group) if isinstance(group, list) else (str(group),) for group in row["must"])
        yield Graded(row["id"], row["municipality"], tuple(row["turns"]), row["expect"], must, tuple(row["must_not"]))


def reply_to(clerk: Clerk, turns: Sequence[str], municipality: str | None) -> Outcome:
    """The outcome of the last turn of a conversation."""
    memory = Memory(municipality=municipality)
    for turn in turns:
        outcome = clerk.answer(turn, memory)
        memory = replace(outcome.memory, language="ja")
    return outcome


def passes(graded: Graded, outcome: Outcome) -> bool:
    """Whether an outcome is right."""
    if graded.expect == "clarify":
        return outcome.resolution is Resolution.CLARIFYING
    text = "\n".join(reply.text for reply in outcome.replies)
    if graded.expect == "abstain":
        return outcome.resolution is not Resolution.ANSWERED
    held = all(any(wording in text for wording in group) for group in graded.must)
    return outcome.resolution in _TOLD and held and not any(wording in text for wording in graded.must_not)
