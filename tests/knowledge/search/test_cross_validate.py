"""nDCG as the benchmarks count it, and folds that never see their own questions."""

import json
import math

import numpy as np
import pytest

from knowledge.search import cross_validate as module
from knowledge.search.confirmed import Confirmed
from knowledge.search.cross_validate import cross_validate, main, ndcg


@pytest.mark.parametrize(
    ("grades", "found", "value"),
    [
        ({"a": 2}, ["a", "b"], 1.0),
        ({"a": 2}, ["b", "a"], 1 / math.log2(3)),
        ({"a": 2, "b": 1}, ["b", "a"], (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))),
        ({"a": 2}, ["b", "c"], 0.0),
        ({}, ["a"], 0.0),
    ],
)
def test_ndcg(grades, found, value):
    assert ndcg(grades, found) == pytest.approx(value)


def test_ndcg_looks_no_deeper_than_asked():
    assert ndcg({"a": 1}, ["b", "c", "a"], depth=2) == 0.0


def test_each_question_is_asked_once_of_a_stack_that_has_not_seen_it(index, monkeypatch):
    judged = [Confirmed(f"質問{number}", {"a.class": 2}) for number in range(7)]
    taught, asked = [], []
    monkeypatch.setattr(module, "learn", lambda _index, known: (taught.append({one.text for one in known}), None))
    monkeypatch.setattr(module, "_one", lambda question, _retriever, _stack: asked.append((question.text, len(taught) - 1)) or 1.0)
    assert cross_validate(index, judged, folds=3) == [1.0] * 7
    assert sorted(text for text, _ in asked) == sorted(question.text for question in judged)
    assert not [text for text, fold in asked if text in taught[fold]]


def test_the_command_prints_a_mean_for_each_seed(tmp_path, monkeypatch, capsys):
    for name, content in (("corpus", {"1": "Question: 犬\nAnswer: 登録"}), ("queries", {"a": "犬の登録"}), ("qrels", {"a": {"1": 2}})):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(module, "cross_validate", lambda _index, judged, *, folds, seed: list(np.full(len(judged), (folds + seed) / 10)))
    monkeypatch.setattr("sys.argv", ["cross_validate", *(str(tmp_path / f"{name}.json") for name in ("corpus", "queries", "qrels")), "--seeds", "2"])
    assert main() == 0
    assert capsys.readouterr().out == "seed 0: nDCG@10 0.5000\nseed 1: nDCG@10 0.6000\n"
