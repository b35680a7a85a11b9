"""The stack serves only where it finds more than the linear ranker, on questions that neither was fitted on."""

import numpy as np
import pytest

from knowledge.search.choosing import first_right, fit_better, fit_plain
from knowledge.search.ranker import UNFITTED, LinearRanker
from knowledge.search.retriever import Retriever, retriever_for
from knowledge.search.stack import Stack
from knowledge.search.table import Table
from knowledge.search.training import Lesson


def lesson(seed, answer):
    """Thirty candidates with two signals; `answer` tells from them which one is right."""
    values = np.random.default_rng(seed).standard_normal((30, 3)).astype(np.float32)
    right = (np.arange(30) == answer(values)).astype(np.float32)
    return Lesson("質問", Table(np.arange(30), ("base", "a", "asked_vote"), values), right, np.ones(30, dtype=np.float32))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(lambda values: np.argmax(values[:, 0]), LinearRanker, id="the base score is enough"),
        pytest.param(lambda values: np.argmin(np.abs(values[:, 2])), Stack, id="only the memory tells"),
    ],
)
def test_what_does_better_serves(answer, kind):
    assert isinstance(fit_better([lesson(seed, answer) for seed in range(80)]), kind)


def test_the_plain_ranker_asks_no_memory(index):
    ranker = fit_plain([lesson(seed, lambda values: np.argmax(values[:, 1])) for seed in range(8)])
    assert "asked_vote" not in ranker.names and retriever_for(ranker, index).memory is None


def test_a_ranker_that_asks_the_memory_gets_it(index):
    ranker = LinearRanker(("asked_vote",), (1.0,), (0.0,))
    table = retriever_for(ranker, index).table("スマホ教室")
    assert index.documents[table.places[np.argmax(ranker.scores(table))]].id == "a.class"
    assert "asked_vote" not in Retriever(index).table("スマホ教室").names


def test_first_right_counts_the_asked_group_alone():
    taught = lesson(0, lambda values: np.argmax(values[:, 0]))
    best = int(np.argmax(taught.table.column("base")))
    assert first_right(UNFITTED, [taught]) == 1
    elsewhere = Lesson(taught.text, taught.table, taught.right, (np.arange(30) != best).astype(np.float32))
    assert first_right(UNFITTED, [elsewhere]) == 0
    assert first_right(UNFITTED, []) == 0
