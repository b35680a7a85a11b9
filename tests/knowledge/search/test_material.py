"""What is fitted, what is calibrated on, and what the thresholds are read off stay apart."""

from collections import Counter
from dataclasses import replace

import pytest

from knowledge.search import material as module
from knowledge.search.asker import Asker
from knowledge.search.document import document_of
from knowledge.search.domain import Domain
from knowledge.search.graded import Graded
from knowledge.search.index import Index
from knowledge.search.material import gather
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever
from knowledge.search.training import lesson
from knowledge.search.trials import Judge, read_negatives

QUESTION = Graded("q", "ogaki", ("住民票をコンビニで取れますか",), "answer", (("印鑑証明書",),), (), "polite")


@pytest.fixture(scope="module")
def judge(lexicon):
    return Judge(LinearRanker((), (), ()), Domain(), {}, lexicon)


@pytest.fixture(scope="module")
def gathered(small_catalogue, lexicon):
    asker = Asker(small_catalogue, Retriever(Index([document_of(entry) for entry in small_catalogue.entries], lexicon).complete()))
    entry = small_catalogue.entries[0]
    spoken = [lesson(asker.retriever, text, entry.municipality, {entry.id}) for text in entry.phrasings[:5]]
    return gather(asker, spoken, [replace(QUESTION, id=f"q-{number}") for number in range(20)])


def sources(trials):
    return Counter(trial.source for trial in trials)


def test_each_part_of_the_graded_questions_has_its_own_use(gathered):
    assert {question.part for question, _ in gathered.fit} == {"fit"}
    assert {question.part for question, _ in gathered.calibrate} == {"calibrate"}


def test_half_of_the_negatives_fit_and_half_calibrate(gathered, judge):
    fitted, calibrating = sources(gathered.to_fit(judge)), sources(gathered.to_calibrate(judge))
    assert fitted["negative"] + calibrating["negative"] == len(read_negatives())
    assert abs(fitted["negative"] - calibrating["negative"]) <= 1


def test_other_cities_and_phrasings_fit_but_do_not_calibrate(gathered, judge):
    fitted = sources(gathered.to_fit(judge))
    assert fitted["elsewhere"] == len(gathered.elsewhere) > 0 and fitted["phrasing"] == 5 and fitted["taken_away"] == 2
    assert set(sources(gathered.to_calibrate(judge))) == {"polite", "negative"}


def test_thresholds_are_read_off_the_calibrate_part_alone(gathered, judge):
    assert sources(gathered.held(judge)) == {"polite": len(gathered.calibrate)}


def test_without_graded_questions_phrasings_stand_in(gathered, judge):
    assert set(sources(replace(gathered, calibrate=()).held(judge))) == {"phrasing", "taken_away"}
    assert len(gathered.spoken) == module._EVERY
