"""What is put forward for a question, and whether it was right."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge import finder
from knowledge.search import search
from knowledge.search import trials as module
from knowledge.search.confidence import Calibration
from knowledge.search.domain import Domain
from knowledge.search.evidence import EVIDENCE
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever
from knowledge.search.training import lesson
from knowledge.search.trials import OFFERED, SHOWN, Judge, lesson_trials, negative_lessons, put_forward, trials_of


@pytest.fixture
def retriever(index):
    return Retriever(index)


@pytest.fixture
def judge(lexicon):
    return Judge(LinearRanker((), (), ()), Domain(), {}, lexicon)


def ranked_last(judge):
    """A calibration that turns the ranker's order around."""
    return replace(judge, calibration=Calibration(EVIDENCE, tuple(-1.0 if name == "score" else 0.0 for name in EVIDENCE), 0.0))


def test_the_best_of_the_city_is_put_forward(index, retriever, judge):
    trial = put_forward(lesson(retriever, "スマホ教室", "a", {"a.class"}), judge, "phrasing", weight=2.0)
    assert trial.right and trial.offered and index.documents[trial.place].id == "a.class"
    assert (trial.source, trial.weight, trial.evidence.shape) == ("phrasing", 2.0, (len(EVIDENCE),))


def test_another_citys_answer_is_wrong(index, retriever, judge):
    trial = put_forward(lesson(retriever, "スマホ教室", "b", set()), judge, "elsewhere")
    assert not trial.right and not trial.offered and index.documents[trial.place].group == "b"


def test_a_city_without_entries_puts_nothing_forward(retriever, judge):
    asked = lesson(retriever, "スマホ教室", "c", set())
    assert put_forward(asked, judge, "negative") is None and not list(trials_of([asked], judge, "negative"))


def test_a_calibrated_judge_puts_the_most_probable_first_as_search_does(retriever, judge):
    trial = put_forward(lesson(retriever, "スマホ教室", "a", {"a.class"}), ranked_last(judge), "phrasing")
    assert not trial.right and trial.offered


def test_as_many_are_looked_at_as_are_kept_and_offered():
    assert (SHOWN, OFFERED) == (search._KEPT, finder._MAX_CHOICES)


def test_every_third_phrasing_is_asked_again_without_its_answer(retriever, judge):
    lessons = [lesson(retriever, "スマホ教室", "a", {"a.class"})] * 4
    trials = list(lesson_trials(lessons, judge))
    assert [(trial.source, trial.right) for trial in trials] == [("phrasing", True)] * 4 + [("taken_away", False)] * 2
    assert trials[-1].weight < trials[0].weight


@pytest.mark.parametrize(("text", "city"), [("ゴミの分別の歴史", "b"), ("スマホの修理", "a")])
def test_negatives_are_asked_of_the_city_that_they_tempt(index, retriever, monkeypatch, text, city):
    monkeypatch.setattr(module, "read_negatives", lambda: (text,))
    (taught,) = negative_lessons(retriever, ["a", "b"])
    assert taught.text == text and not taught.right.any()
    assert {index.documents[place].group for place in taught.table.places[taught.here > 0]} == {city}


def test_a_text_that_the_domain_was_fitted_on_is_scored_by_a_model_that_was_not(judge):
    known = replace(judge, held_out={"天気": -2.5})
    assert known.domain_of("天気") == -2.5 and known.domain_of("窓口") == 0.0


def test_evidence_holds_the_domain(retriever, judge):
    taught = lesson(retriever, "スマホ教室", "a", {"a.class"})
    trial = put_forward(taught, replace(judge, held_out={taught.text: -2.5}), "phrasing")
    assert np.isclose(trial.evidence[EVIDENCE.index("domain")], -2.5)
