"""The stack serves only where it finds more than the linear ranker, on questions that neither was fitted on."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.search.choosing import SPARED, first_right, fit_bare, fit_better, fit_plain
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


def test_what_no_ranker_asks_is_not_worked_out_and_nothing_else_changes(index):
    ranker = LinearRanker(("feedback", "soft_line"), (1.0, 1.0), (0.0, 0.5))
    every, few = (retriever.table("スマホ教室の申し込み") for retriever in (Retriever(index), retriever_for(ranker, index)))
    assert set(every.names) - set(few.names) == SPARED
    assert ranker.scores(few).tolist() == ranker.scores(every).tolist()
    assert few.column("topic_line").tolist() == every.column("topic_line").tolist()


def test_only_documents_without_phrasings_are_ranked_by_every_signal():
    lessons = [lesson(seed, lambda values: np.argmax(values[:, 1])) for seed in range(8)]
    spared = [replace(each, table=replace(each.table, names=("base", "exact_nouns", "asked_vote"))) for each in lessons]
    assert fit_bare(spared).names == ("base", "exact_nouns") and fit_plain(spared).names == ("base",)


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
