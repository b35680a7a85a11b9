"""How answers get better as staff confirm questions: the clerk over entries whose only phrasings are the confirmed questions."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from knowledge.catalogue import Catalogue
from knowledge.clerk import build_clerk
from knowledge.entry import Entry
from knowledge.evaluation.grading import ask
from knowledge.search.graded import Graded, acceptable
from knowledge.search.search import Search

# Every step leaves an index on the shelf, which keeps six: with five steps the one that serves stays there.
STEPS = (0, 50, 200, 800)

_PHRASINGS = 3


@dataclass(frozen=True)
class Confirmed:
    """A question, and the entry that staff say answers it."""

    text: str
    entry_id: str


@dataclass(frozen=True)
class Step:
    """After so many confirmed questions: the share right of those that have an answer, the share of all answered wrongly, and the seconds it took."""

    confirmed: int
    right: float
    wrong: float
    seconds: float

    def __str__(self) -> str:
        return f"{self.confirmed:5d} confirmed questions: right {self.right:6.1%}  wrong {self.wrong:6.1%}  ({self.seconds:.0f} s)"


def confirmable(catalogue: Catalogue, taught: Sequence[Graded]) -> list[Confirmed]:
    """Graded questions that one entry alone answers, and three phrasings of every entry, in a fixed random order."""
    answered = ((question.turns[0], _answers(catalogue, question)) for question in taught)
    made = [Confirmed(text, next(iter(answers))) for text, answers in answered if len(answers) == 1]
    made += [Confirmed(text, entry.id) for entry in catalogue.entries for text in entry.phrasings[:_PHRASINGS]]
    random.Random(0).shuffle(made)
    return made


def _answers(catalogue: Catalogue, question: Graded) -> frozenset[str]:
    single = question.expect == "answer" and len(question.turns) == 1 and question.municipality
    return acceptable(question, catalogue.entries) if single else frozenset()


def learning_curve(catalogue: Catalogue, confirmed: Sequence[Confirmed], asked: Sequence[Graded], steps: Sequence[int] = STEPS) -> list[Step]:
    """A step for each count of confirmed questions, and one for all of them."""
    counts = sorted({*(count for count in steps if count < len(confirmed)), len(confirmed)})
    return [_step(catalogue, confirmed[:count], asked) for count in counts]


def _step(catalogue: Catalogue, confirmed: Sequence[Confirmed], asked: Sequence[Graded]) -> Step:
    start = time.monotonic()
    known = with_phrasings(catalogue, confirmed)
    clerk = build_clerk(known, Search(known.entries))
    verdicts = [(question.expect, ask(clerk, question).verdict) for question in asked]
    answerable = Counter(verdict for expect, verdict in verdicts if expect == "answer")
    wrong = sum(verdict == "wrong" for _, verdict in verdicts)
    right = answerable["right"] / max(answerable.total(), 1)
    return Step(len(confirmed), right, wrong / max(len(verdicts), 1), time.monotonic() - start)


def with_phrasings(catalogue: Catalogue, confirmed: Sequence[Confirmed]) -> Catalogue:
    """The same entries, each with the questions confirmed for it as its only phrasings."""
    texts: dict[str, tuple[str, ...]] = {}
    for one in confirmed:
        texts[one.entry_id] = (*texts.get(one.entry_id, ()), one.text)
    cities = catalogue.municipalities.items()
    return Catalogue({name: replace(city, entries=tuple(_only(entry, texts.get(entry.id, ())) for entry in city.entries)) for name, city in cities})


def _only(entry: Entry, phrasings: tuple[str, ...]) -> Entry:
    # `replace` would check the entry anew, and one that is published must have five phrasings.
    bare = copy(entry)
    vars(bare).update(phrasings=phrasings)
    return bare
