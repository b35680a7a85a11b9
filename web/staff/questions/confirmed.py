"""Confirmed questions: the phrasings that staff have published beyond those of the files; from so many on the search learns anew."""

from collections.abc import Mapping

from sqlalchemy import Engine

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.search.artefacts import load_measured, search_folder
from knowledge.store import read_published

KIND, SUBJECT = "learn", "search"

# So many new ones are worth minutes of reckoning.
_WORTH = 20


def count_confirmed(published: Catalogue, filed: Catalogue) -> int:
    """How many phrasings of the published entries the files do not have."""
    known = _phrasings(filed)
    return sum(len(texts - known.get(name, frozenset())) for name, texts in _phrasings(published).items())


def learned_before() -> int:
    """How many confirmed questions the search that serves has learned from; a program update begins again at 0."""
    return int(load_measured(search_folder()).get("confirmed", 0))


def learning_due(engine: Engine) -> bool:
    """Whether so many questions were confirmed since that learning anew is worth it."""
    return abs(count_confirmed(read_published(engine), load_catalogue()) - learned_before()) >= _WORTH


def _phrasings(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    return {entry.id: frozenset(entry.phrasings) for entry in catalogue.entries}
