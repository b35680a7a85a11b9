"""The trials that confidence is fitted and checked on: phrasings, graded questions, entries taken away, other cities, negatives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.catalogue import Catalogue, read_yaml
from knowledge.question import read_question
from knowledge.search.domain import Domain
from knowledge.search.evidence import evidence_of
from knowledge.search.fit_confidence import Trial
from knowledge.search.fit_domain import fit_domain, held_out_scores
from knowledge.search.graded import Graded, acceptable
from knowledge.search.index import Lexicon
from knowledge.search.ranker import Ranker
from knowledge.search.retriever import Retriever
from knowledge.search.table import Table
from knowledge.search.training import Lesson, lesson
from knowledge.text.city_name import CityNames

NEGATIVES = Path(__file__).parent / "negatives.yml"

_TAKEN_AWAY_EVERY = 3
_GRADED_WEIGHT = 4.0
_NEGATIVE_WEIGHT = 1.0
_TAKEN_AWAY_WEIGHT = 0.5
_MOST_ANSWERS = 4


def read_negatives(path: Path = NEGATIVES) -> tuple[str, ...]:
    """The messages that no plan answers."""
    return tuple(str(text) for texts in read_yaml(path).values() for text in texts)


@dataclass(frozen=True)
class Judge:
    """Ranker and domain; texts that the domain was fitted on are scored by `held_out`, which did not know them."""

    ranker: Ranker
    domain: Domain
    held_out: Mapping[str, float]
    lexicon: Lexicon

    def domain_of(self, text: str) -> float:
        """How much a text belongs to the city's world, by a model that has not seen it."""
        return self.held_out[text] if text in self.held_out else self.domain.score(text, self.lexicon)


def judge_for(ranker: Ranker, inside: Sequence[str], outside: Sequence[str], lexicon: Lexicon) -> Judge:
    """A judge whose domain is fitted on texts of the city's world and of others."""
    return Judge(ranker, fit_domain(inside, outside, lexicon), held_out_scores(inside, outside, lexicon), lexicon)


def lesson_trials(lessons: Sequence[Lesson], judge: Judge) -> Iterator[Trial]:
    """Held-out phrasings, and a third of them once more with the true entry taken away."""
    yield from (trial for taught in lessons if (trial := put_forward(taught, judge, "phrasing")))
    for taught in lessons[::_TAKEN_AWAY_EVERY]:
        trial = put_forward(_without_answer(taught), judge, "taken_away", weight=_TAKEN_AWAY_WEIGHT)
        if trial:
            yield trial


def put_forward(taught: Lesson, judge: Judge, source: str, *, weight: float = 1.0) -> Trial | None:
    """The best candidate of the asked city; None where the city has none."""
    mine = np.flatnonzero(taught.here)
    if not len(mine):
        return None
    scores = judge.ranker.scores(taught.table)
    best = mine[np.argmax(scores[mine])]
    return Trial(evidence_of(taught.table, scores, taught.here, judge.domain_of(taught.text))[best], bool(taught.right[best]), source, weight)


def _without_answer(taught: Lesson) -> Lesson:
    kept = taught.right == 0
    table = Table(taught.table.places[kept], taught.table.names, taught.table.values[kept])
    return Lesson(taught.text, table, taught.right[kept], taught.here[kept])


def negative_trials(retriever: Retriever, judge: Judge, cities: Sequence[str]) -> Iterator[Trial]:
    """Every negative, asked of the cities in turn."""
    for number, text in enumerate(read_negatives()):
        taught = lesson(retriever, text, cities[number % len(cities)], set())
        trial = put_forward(taught, judge, "negative", weight=_NEGATIVE_WEIGHT)
        if trial:
            yield trial


@dataclass(frozen=True)
class Asker:
    """Asks graded questions of the whole catalogue, the way the clerk reads them."""

    catalogue: Catalogue
    retriever: Retriever

    def lesson(self, question: Graded) -> Lesson | None:
        """A single message that names or has a city, as a lesson; None for others and for near misses, which the aspect decides."""
        if len(question.turns) > 1 or question.expect == "clarify" or question.kind == "near_miss":
            return None
        names = CityNames({name: (*city.profile.aliases, *city.profile.places) for name, city in self.catalogue.municipalities.items()})
        read = read_question(question.turns[0], names)
        city = next(iter(read.cities), question.municipality)
        answers = {name for name in acceptable(question, self.catalogue.entries) if name.startswith(f"{city}.")} if question.expect == "answer" else set()
        return lesson(self.retriever, read.text, city, answers) if city else None

    def lessons(self, questions: Sequence[Graded]) -> list[tuple[Graded, Lesson]]:
        """All that can be asked this way."""
        return [(question, taught) for question in questions if (taught := self.lesson(question))]


def teachable(asked: Sequence[tuple[Graded, Lesson]]) -> list[Lesson]:
    """The lessons whose answer is certain enough to learn an order from."""
    return [taught for _, taught in asked if 0 < taught.right.sum() <= _MOST_ANSWERS]


def graded_trials(asked: Sequence[tuple[Graded, Lesson]], judge: Judge) -> list[Trial]:
    """Graded questions as trials, by kind."""
    made = [put_forward(taught, judge, question.kind, weight=_GRADED_WEIGHT) for question, taught in asked]
    return [trial for trial in made if trial]
