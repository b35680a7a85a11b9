"""What is decided from a ranking, over a made-up catalogue of two cities and a search that ranks as it is told."""

from dataclasses import dataclass

import pytest

from knowledge.catalogue import Catalogue
from knowledge.compose import Composer
from knowledge.finder import Finder
from knowledge.memory import Memory
from knowledge.question import read_question
from knowledge.resolution import Resolution
from knowledge.search.ranking import Candidate, Ranking, Rejection, Thresholds
from knowledge.text.city_name import CityNames
from tests.knowledge.test_compose import city, entry

MADE = entry("a.made", "構想が作られたのはいつですか", "令和3年に作られました。")
WHY = entry("a.why", "構想はなぜ作られたのですか", "くらしをよくするためです。")
ELSEWHERE = entry("b.port", "港の見回りはありますか", "あります。")
HERE = Memory(municipality="a")


@dataclass(frozen=True)
class Told:
    """A search that gives what it was made with."""

    ranking: Ranking
    thresholds = Thresholds(answer=0.4, clarify=0.1)

    def search(self, _text, _city):
        return self.ranking


def find(text, *candidates, elsewhere=None):
    catalogue = Catalogue({"a": city("a", "あ", (MADE, WHY)), "b": city("b", "い", (ELSEWHERE,))})
    rejected = (Rejection(Candidate(ELSEWHERE.id, 1.0, elsewhere), "other_municipality"),) if elsewhere else ()
    ranking = Ranking(tuple(Candidate(name, 1.0, sure) for name, sure in candidates), rejected)
    return Finder(catalogue, Told(ranking), Composer(catalogue)).find(read_question(text, CityNames({})), HERE)


@pytest.mark.parametrize(
    ("text", "sure", "told"),
    [
        pytest.param("構想は何のために作られたのですか", 0.88, WHY.id, id="about as sure and asked alike"),
        pytest.param("構想は何のために作られたのですか", 0.5, MADE.id, id="much less sure"),
        pytest.param("構想のことを教えて", 0.88, MADE.id, id="no side asked"),
    ],
)
def test_a_reason_is_looked_for_where_a_reason_is_asked(text, sure, told):
    assert find(text, (MADE.id, 0.93), (WHY.id, sure)).memory.entry_id == told


@pytest.mark.parametrize(
    ("own", "resolution"),
    [(0.5, Resolution.ANSWERED), (0.3, Resolution.CLARIFYING), (0.12, Resolution.FALLBACK)],
)
def test_what_is_surely_told_elsewhere_comes_before_guesses(own, resolution):
    outcome = find("港の見回り", (MADE.id, own), (WHY.id, own / 2), elsewhere=0.9)
    assert outcome.resolution is resolution
    assert (outcome.reason == "other_municipality_only") is (resolution is Resolution.FALLBACK)


def test_guesses_are_offered_where_no_city_surely_tells():
    assert find("港の見回り", (MADE.id, 0.12), (WHY.id, 0.11)).resolution is Resolution.CLARIFYING


def test_nothing_near_is_said_to_be_nothing():
    assert find("港の見回り", (MADE.id, 0.05)).reason == "below_threshold"
