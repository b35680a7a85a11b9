"""Asks graded questions, and questions on other cities' initiatives, of the whole catalogue, the way the clerk reads them."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.catalogue import Catalogue
from knowledge.compose import Composer
from knowledge.entry import Entry
from knowledge.memory import Memory
from knowledge.question import Question, read_question
from knowledge.resolution import Resolution
from knowledge.search.fit_confidence import Trial
from knowledge.search.graded import Graded, acceptable
from knowledge.search.retriever import Retriever
from knowledge.search.training import Lesson, lesson
from knowledge.search.trials import Judge, put_forward
from knowledge.text.city_name import CityNames

_GRADED_WEIGHT = 4.0
_MOST_ANSWERS = 4

type Asked = Sequence[tuple[Graded, Lesson]]


@dataclass(frozen=True)
class Asker:
    """A catalogue and the retriever over it."""

    catalogue: Catalogue
    retriever: Retriever

    @cached_property
    def _names(self) -> CityNames:
        return CityNames({name: city.profile.aliases for name, city in self.catalogue.municipalities.items()})

    @cached_property
    def _places(self) -> CityNames:
        return CityNames({name: city.profile.places for name, city in self.catalogue.municipalities.items()})

    def _read(self, question: Graded) -> tuple[Question, str | None]:
        """A place tells the city only where nothing else does."""
        read = read_question(question.turns[0], self._names)
        near = {mention.municipality for mention in self._places.find(read.text)}
        return read, next(iter(read.cities), question.municipality) or (near.pop() if len(near) == 1 else None)

    def lesson(self, question: Graded) -> Lesson | None:
        """A single message that names or has a city, as a lesson; None for others."""
        read, city = self._read(question)
        if len(question.turns) > 1 or question.expect == "clarify" or city is None:
            return None
        answers = {name for name in acceptable(question, self.catalogue.entries) if name.startswith(f"{city}.")} if question.expect == "answer" else set()
        return lesson(self.retriever, read.text, city, answers)

    def lessons(self, questions: Sequence[Graded]) -> Asked:
        """All that can be asked this way."""
        return [(question, taught) for question in questions if (taught := self.lesson(question))]

    def elsewhere(self) -> Iterator[Lesson]:
        """A phrasing of every entry on a concept, asked of a city that has none on it: whatever is found there is wrong.
        Of an entry without a concept nobody knows whether another city has the same.
        """
        for number, entry in enumerate(self.catalogue.entries):
            cities = self._without(entry)
            if cities and entry.phrasings:
                asked = read_question(entry.phrasings[number % len(entry.phrasings)], self._names).text
                yield lesson(self.retriever, asked, cities[zlib.crc32(entry.id.encode()) % len(cities)], set())

    def _without(self, entry: Entry) -> list[str]:
        others = sorted(self.catalogue.municipalities.keys() - {entry.municipality}) if entry.concept else []
        return [city for city in others if entry.concept and not self.catalogue.by_concept(city, entry.concept)]

    def unanswered(self, question: Graded, trial: Trial) -> bool:
        """Whether the reply with a trial's entry would say itself that the plan doesn't tell what is asked, so that confidence need not."""
        entry = self.catalogue.entry(self.retriever.index.documents[trial.place].id)
        read, city = self._read(question)
        return entry is not None and Composer(self.catalogue).answer(entry, read, Memory(municipality=city), "-").resolution is Resolution.PARTIAL


def teachable(asked: Asked) -> list[Lesson]:
    """The lessons whose answer is certain enough to learn an order from."""
    return [taught for _, taught in asked if 0 < taught.right.sum() <= _MOST_ANSWERS]


def graded_trials(asker: Asker, asked: Asked, judge: Judge) -> list[Trial]:
    """Graded questions as trials, by kind; of the near misses those which confidence alone keeps from a wrong answer."""
    made = ((question, put_forward(taught, judge, question.kind, weight=_GRADED_WEIGHT)) for question, taught in asked)
    return [trial for question, trial in made if trial and not (question.kind == "near_miss" and asker.unanswered(question, trial))]
