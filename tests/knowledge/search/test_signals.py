"""What a large corpus leaves out changes no order that matters."""

import numpy as np
import pytest

from knowledge.search import signals
from knowledge.search.query import read_query
from knowledge.search.retriever import Retriever
from knowledge.search.signals import cheap_signals

ASKED = ("スマホの使い方", "大型ごみの収集", "住民票をコンビニで", "デジタル政策室")


@pytest.mark.parametrize("text", ASKED)
def test_the_likeliest_by_words_are_near_as_ever(index, monkeypatch, text):
    query = read_query(text, index)
    whole = cheap_signals(query, index)
    monkeypatch.setattr(signals, "LARGE", 0)
    monkeypatch.setattr(signals, "_POOL", 2)
    part = cheap_signals(query, index)
    best = int(np.argmax(whole["soft_all"] + whole["letters_all"]))
    for name, values in part.items():
        assert values[best] == pytest.approx(whole[name][best], abs=1e-5) and len(values) == len(index.documents)
    assert sum(values.max() > values.min() for values in part.values()) >= 2


@pytest.mark.parametrize("text", ASKED)
def test_the_first_candidate_stays_first(index, monkeypatch, text):
    whole = Retriever(index).table(text).places[0]
    monkeypatch.setattr(signals, "LARGE", 0)
    monkeypatch.setattr(signals, "_POOL", 2)
    assert Retriever(index).table(text).places[0] == whole
