"""The city's world is told apart from others by what words mean."""

import numpy as np
import pytest

from knowledge.search.analysis import Analyser
from knowledge.search.domain import Domain
from knowledge.search.fit_domain import fit_domain, held_out_scores
from knowledge.search.index import Lexicon

INSIDE = ("市役所の窓口", "住民票の申請", "ごみの収集", "避難所の場所", "図書館の予約", "税金の納付")
OUTSIDE = ("カレーの作り方", "明日の天気", "映画の感想", "野球の結果", "猫の飼い方", "旅行の荷物")


class TwoWorlds:
    """Words of the city point one way, all others another."""

    city = frozenset("市役所 窓口 住民票 申請 ごみ 収集 避難所 場所 図書館 予約 税金 納付 塵 ゴミ 避難 役所 市 住民 票 図書 館 役場 所".split())

    def lookup(self, words):
        points = np.array([[1.0, 0.1] if word in self.city else [0.1, 1.0] for word in words], dtype=np.float32)
        return points.reshape(len(words), 2)


@pytest.fixture(scope="module")
def worlds():
    return Lexicon(Analyser(()), TwoWorlds())


def test_a_new_question_is_put_in_its_world(worlds):
    domain = fit_domain(INSIDE, OUTSIDE, worlds)
    assert domain.score("ごみの窓口", worlds) > 0 > domain.score("猫の映画", worlds)


def test_every_text_is_scored_by_a_model_that_has_not_seen_it(worlds):
    scores = held_out_scores(INSIDE, OUTSIDE, worlds)
    whole = fit_domain(INSIDE, OUTSIDE, worlds)
    assert set(scores) == {*INSIDE, *OUTSIDE}
    assert min(scores[text] for text in INSIDE) > max(scores[text] for text in OUTSIDE)
    assert all(abs(scores[text] - whole.score(text, worlds)) > 1e-4 for text in INSIDE)


def test_an_unfitted_domain_takes_every_question_as_its_own(worlds):
    assert Domain().score("カレー", worlds) == 0.0
