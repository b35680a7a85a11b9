"""A graded question, an outcome and a clerk whose search finds what it is told to find."""

from dataclasses import dataclass, replace

import pytest

from knowledge.clerk import build_clerk
from knowledge.memory import Memory
from knowledge.reply import Evidence, Outcome, Reply
from knowledge.resolution import Resolution
from knowledge.search.graded import Graded
from knowledge.search.ranking import Candidate, Ranking, Thresholds
from tests import staff_desk

RIGHT = staff_desk.CERTIFICATES
QUESTION = Graded("q", "ogaki", ("住民票をコンビニで取れますか",), "answer", (("印鑑証明書",), ("戸籍証明書",)), (), "polite", (RIGHT,))


@dataclass
class Found:
    """A search that finds the same for every question."""

    kept: tuple[Candidate, ...]
    thresholds: Thresholds

    def search(self, _text, _city):
        return Ranking(self.kept)


@pytest.fixture
def clerk_finding(small_catalogue):
    """A clerk whose search finds the given entries with their confidence."""

    def build(**sure):
        kept = tuple(Candidate(f"ogaki.{name.replace('_', '-')}", 0.0, confidence) for name, confidence in sure.items())
        return build_clerk(small_catalogue, Found(kept, Thresholds(answer=0.5, clarify=0.2)))

    return build


@pytest.fixture
def ended():
    """An outcome, resting on an entry where one is given."""

    def make(resolution, reason="-", entry=None, *, text="…", city="ogaki", offered=()):
        evidence = Evidence(entry, 0.8, "2024", ()) if entry else None
        return Outcome(Resolution(resolution), reason, (Reply("answer", text, evidence),), Memory(municipality=city, offered=offered))

    return make


@pytest.fixture
def asking():
    """The question, changed in some fields."""
    return lambda **changes: replace(QUESTION, **changes)
