"""Graded questions on one city's initiative, asked of the cities whose plans have nothing on it: none may be answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.catalogue import Catalogue
from knowledge.clerk import Clerk
from knowledge.search.graded import Graded, acceptable, entry_text


def asked_elsewhere(clerk: Clerk, questions: Sequence[Graded]) -> list[Graded]:
    """Each single question that names no city, once for every city without an entry on its concept or with the words of its answer."""
    single = (question for question in questions if question.expect == "answer" and question.municipality and len(question.turns) == 1)
    return [asked for question in single if not clerk.names.find(question.turns[0]) for asked in _elsewhere(clerk.catalogue, question)]


def _elsewhere(catalogue: Catalogue, question: Graded) -> Iterator[Graded]:
    answers = [entry for name in acceptable(question, catalogue.entries) if (entry := catalogue.entry(name))]
    concepts = {entry.concept for entry in answers if entry.concept}
    for name, city in catalogue.municipalities.items():
        has = any(entry.concept in concepts or question.held_by(entry_text(entry)) for entry in city.entries)
        if concepts and not has:
            yield replace(question, id=f"{question.id}@{name}", municipality=name, expect="abstain", kind="elsewhere")
