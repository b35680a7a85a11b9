"""The memory of confirmed questions."""

import numpy as np

from knowledge.search.confirmed import Confirmed, Memory
from knowledge.search.query import read_query

ASKED = (Confirmed("家電を捨てたい", {"b.garbage": 2}), Confirmed("携帯の操作が苦手", {"a.class": 2, "gone": 1}))


def test_recalls_a_similar_question(index):
    memory = Memory(ASKED, index)
    places = np.arange(len(index.documents))
    told = memory.signals(read_query("家電の捨て方", index), places)
    assert index.documents[int(np.argmax(told["asked_best"]))].id == "b.garbage"


def test_a_question_left_out_is_forgotten(index):
    memory = Memory(ASKED, index)
    told = memory.signals(read_query("家電を捨てたい", index), np.arange(len(index.documents)), without=0)
    assert told["asked_best"][3] == 0 and told["asked_often"][3] == 0


def test_an_empty_memory_recalls_nothing(index):
    told = Memory((), index).signals(read_query("ごみ", index), np.arange(len(index.documents)))
    assert not any(values.any() for values in told.values())
