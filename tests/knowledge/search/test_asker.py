"""Graded questions are asked as the clerk reads them; some are asked where nothing can be right."""

from dataclasses import replace

import pytest

from knowledge.search.asker import Asker, graded_trials, teachable
from knowledge.search.document import document_of
from knowledge.search.domain import Domain
from knowledge.search.graded import Graded
from knowledge.search.index import Index
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever
from knowledge.search.trials import Judge
from tests import staff_desk

RIGHT = staff_desk.CERTIFICATES
QUESTION = Graded("q", "ogaki", ("住民票をコンビニで取れますか",), "answer", (("印鑑証明書",), ("戸籍証明書",)), (), "polite")


@pytest.fixture(scope="module")
def asker(small_catalogue, lexicon):
    return Asker(small_catalogue, Retriever(Index([document_of(entry) for entry in small_catalogue.entries], lexicon).complete()))


@pytest.fixture(scope="module")
def judge(lexicon):
    return Judge(LinearRanker((), (), ()), Domain(), {}, lexicon)


def right(asker, taught):
    return {asker.retriever.index.documents[place].id for place in taught.table.places[taught.right > 0]}


def groups(asker, taught):
    return {asker.retriever.index.documents[place].group for place in taught.table.places[taught.here > 0]}


def test_what_holds_the_words_is_right(asker):
    taught = asker.lesson(QUESTION)
    assert RIGHT in right(asker, taught) and groups(asker, taught) == {"ogaki"}


def test_a_city_that_is_named_counts_before_the_questions_and_is_not_searched_for(asker):
    taught = asker.lesson(replace(QUESTION, turns=("佐渡市では住民票をコンビニで取れますか",), municipality=None))
    assert groups(asker, taught) == {"sado"} and "佐渡" not in taught.text


@pytest.mark.parametrize(("municipality", "group"), [("sado", "sado"), (None, "ogaki")])
def test_a_place_tells_the_city_only_where_nothing_else_does(asker, municipality, group):
    place = asker.catalogue.municipalities["ogaki"].profile.places[0]
    taught = asker.lesson(replace(QUESTION, turns=(f"{place}は使えますか",), municipality=municipality))
    assert groups(asker, taught) == {group} and place in taught.text


@pytest.mark.parametrize("changes", [{"turns": ("一", "二")}, {"expect": "clarify"}, {"municipality": None}])
def test_what_leans_on_a_conversation_or_has_no_city_is_no_lesson(asker, changes):
    assert asker.lesson(replace(QUESTION, **changes)) is None
    assert asker.lessons([replace(QUESTION, **changes)]) == []


def test_nothing_is_right_for_what_must_not_be_answered(asker):
    assert not right(asker, asker.lesson(replace(QUESTION, expect="abstain")))


def test_only_questions_with_few_answers_teach(asker):
    everything = replace(QUESTION, must=(("市",),))
    asked = asker.lessons([QUESTION, everything, replace(QUESTION, expect="abstain")])
    assert len(asked) == 3 and [taught.text for taught in teachable(asked)] == [asked[0][1].text]


def test_other_cities_are_asked_what_they_have_nothing_on(asker):
    lessons = list(asker.elsewhere())
    concepts = {city: {entry.concept for entry in one.entries} for city, one in asker.catalogue.municipalities.items()}
    alone = [e for e in asker.catalogue.entries if e.concept and any(e.concept not in concepts[c] for c in concepts if c != e.municipality)]
    assert len(lessons) == len(alone) > 0
    for entry, taught in zip(alone, lessons, strict=True):
        assert groups(asker, taught).isdisjoint({entry.municipality}) and not taught.right.any()


def test_graded_trials_carry_their_kind_and_weigh_more_than_phrasings(asker, judge):
    (trial,) = graded_trials(asker, asker.lessons([QUESTION]), judge)
    assert trial.right and trial.source == "polite" and trial.weight > 1


@pytest.mark.parametrize(("text", "count"), [("コンビニで住民票を取る手数料はいくらですか", 0), ("コンビニで住民票を取れますか", 1)])
def test_a_near_miss_that_the_reply_owns_up_to_is_no_trial(asker, judge, text, count):
    """Where the reply itself says that the fee is not in the plan, the confidence may be sure of the entry."""
    near = replace(QUESTION, expect="abstain", kind="near_miss", turns=(text,))
    assert [trial.right for trial in graded_trials(asker, asker.lessons([near]), judge)] == [False] * count
