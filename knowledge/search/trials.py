"""The trials that confidence is fitted and checked on: a question's best candidate, and whether it is right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.catalogue import read_yaml
from knowledge.search.confidence import Calibration
from knowledge.search.domain import Domain
from knowledge.search.evidence import evidence_of
from knowledge.search.fit_confidence import Trial
from knowledge.search.fit_domain import fit_domain, held_out_scores
from knowledge.search.index import Lexicon
from knowledge.search.ranker import Ranker
from knowledge.search.retriever import Retriever
from knowledge.search.table import Table
from knowledge.search.training import Lesson, lesson

NEGATIVES = Path(__file__).parent / "negatives.yml"

# As many as a search keeps, and as many as the clerk offers.
SHOWN = 10
OFFERED = 4

_TAKEN_AWAY_EVERY = 3
_TAKEN_AWAY_WEIGHT = 0.5


def read_negatives(path: Path = NEGATIVES) -> tuple[str, ...]:
    """The messages that no plan answers."""
    return tuple(str(text) for texts in read_yaml(path).values() for text in texts)


@dataclass(frozen=True)
class Judge:
    """Ranker and domain; texts that the domain was fitted on are scored by `held_out`, which did not know them.
    Once there is a calibration, the most probable of the ranker's first comes first, as in a search.
    """

    ranker: Ranker
    domain: Domain
    held_out: Mapping[str, float]
    lexicon: Lexicon
    calibration: Calibration | None = None

    def domain_of(self, text: str) -> float:
        """How much a text belongs to the city's world, by a model that has not seen it."""
        return self.held_out[text] if text in self.held_out else self.domain.score(text, self.lexicon)


def judge_for(ranker: Ranker, inside: Sequence[str], outside: Sequence[str], lexicon: Lexicon) -> Judge:
    """A judge whose domain is fitted on texts of the city's world and of others."""
    return Judge(ranker, fit_domain(inside, outside, lexicon), held_out_scores(inside, outside, lexicon), lexicon)


def lesson_trials(lessons: Sequence[Lesson], judge: Judge) -> Iterator[Trial]:
    """Held-out phrasings, and a third of them once more with the true entry taken away."""
    yield from trials_of(lessons, judge, "phrasing")
    yield from trials_of([_without_answer(taught) for taught in lessons[::_TAKEN_AWAY_EVERY]], judge, "taken_away", weight=_TAKEN_AWAY_WEIGHT)


def trials_of(lessons: Sequence[Lesson], judge: Judge, source: str, *, weight: float = 1.0) -> Iterator[Trial]:
    """What is put forward for each lesson."""
    return (trial for taught in lessons if (trial := put_forward(taught, judge, source, weight=weight)))


def put_forward(taught: Lesson, judge: Judge, source: str, *, weight: float = 1.0) -> Trial | None:
    """What search would put first in the asked city; None where the city has nothing."""
    mine = np.flatnonzero(taught.here)
    if not len(mine):
        return None
    scores = judge.ranker.scores(taught.table)
    evidence = evidence_of(taught.table, scores, taught.here, judge.domain_of(taught.text))
    shown = mine[np.argsort(-scores[mine], kind="stable")][:SHOWN]
    shown = shown[np.argsort(-judge.calibration.raw(evidence[shown]), kind="stable")] if judge.calibration else shown
    first, offered = shown[0], bool(taught.right[shown[:OFFERED]].any())
    return Trial(evidence[first], bool(taught.right[first]), source, weight, offered, int(taught.table.places[first]))


def _without_answer(taught: Lesson) -> Lesson:
    kept = taught.right == 0
    table = Table(taught.table.places[kept], taught.table.names, taught.table.values[kept])
    return Lesson(taught.text, table, taught.right[kept], taught.here[kept])


def negative_lessons(retriever: Retriever, cities: Sequence[str]) -> list[Lesson]:
    """Every negative, asked of the city where most speaks for an answer: 「おけさ柿のレシピ」 tempts Sado alone."""
    return [max((lesson(retriever, text, city, set()) for city in cities), key=_temptation) for text in read_negatives()]


def _temptation(taught: Lesson) -> float:
    return float(np.max(taught.table.column("base"), where=taught.here > 0, initial=-np.inf))
