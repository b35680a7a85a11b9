"""A wish to get something done begins the guide; what Rasa takes for no matter of a plan is answered where the search is as sure."""

import pytest

from knowledge.clerk import build_clerk
from knowledge.doubt import answer_or_guide, refuse_or_answer
from knowledge.memory import Memory
from knowledge.resolution import Resolution
from knowledge.search.search import Search

SURELY, DOUBTFULLY = 0.95, 0.5


@pytest.fixture(scope="module")
def clerk(catalogue):
    return build_clerk(catalogue, Search(catalogue.entries))


@pytest.mark.parametrize("text", ["佐世保に引っ越します", "歩道のブロックが割れてて危ない", "I want to move out"])
def test_a_wish_begins_the_guide(clerk, text):
    assert answer_or_guide(clerk, text, Memory(municipality="sasebo")) is None


def test_who_is_guided_already_gets_the_answer(clerk):
    assert answer_or_guide(clerk, "佐世保に引っ越します", Memory(municipality="sasebo"), guided=True) is not None


def test_a_question_that_an_entry_surely_answers_begins_no_guide(clerk):
    assert answer_or_guide(clerk, "引っ越しの手続きはオンラインでできますか", Memory(municipality="nagasaki")) is not None


@pytest.mark.parametrize(
    ("text", "city", "sureness", "resolution"),
    [
        ("トキは野生で暮らしていますか", "sado", SURELY, Resolution.ANSWERED),
        ("図書館の本をスマホで予約したいんだけど", "ogaki", SURELY, Resolution.ANSWERED),
        ("粗大ごみの収集はネットで頼めますか", "ogaki", DOUBTFULLY, Resolution.ANSWERED),
        ("住民票をコンビニで取れますか", None, SURELY, Resolution.CLARIFYING),
        ("明日の天気は？", "sasebo", 0.99, Resolution.FALLBACK),
        ("おいしいラーメン屋は？", "sado", SURELY, Resolution.FALLBACK),
        ("東京の人口は何人ですか", "nagasaki", SURELY, Resolution.FALLBACK),
        ("今日の夕飯は何がいいかな", "ogaki", DOUBTFULLY, Resolution.FALLBACK),
        ("おいしいラーメン屋は？", None, SURELY, Resolution.FALLBACK),
    ],
)
def test_a_refusal_gives_way_to_a_search_as_sure(clerk, text, city, sureness, resolution):
    outcome = refuse_or_answer(clerk, text, Memory(municipality=city), sureness)
    assert outcome is not None and outcome.resolution is resolution


def test_a_wish_taken_for_no_matter_of_a_plan_begins_the_guide(clerk):
    assert refuse_or_answer(clerk, "歩道のブロックが割れてて危ない", Memory(municipality="sasebo"), SURELY) is None


@pytest.mark.parametrize(("text", "sureness", "reason"), [("何台買うんですか", DOUBTFULLY, "aspect_not_in_plan"), ("今何時？", 0.99, "out_of_scope")])
def test_only_a_doubtful_refusal_leans_on_the_answer_before(clerk, text, sureness, reason):
    before = clerk.answer("消防団でドローン使う予定ある？", Memory(municipality="ogaki")).memory
    outcome = refuse_or_answer(clerk, text, before, sureness)
    assert outcome is not None and outcome.reason == reason
