"""The memory of confirmed questions."""

import numpy as np
import pytest

from knowledge.search.confirmed import RECALLED, Confirmed, memory_of, memory_of_lines
from knowledge.search.query import read_query

ASKED = (Confirmed("家電を捨てたい", {"b.garbage": 2}), Confirmed("携帯の操作が苦手", {"a.class": 2, "gone": 1}))


def recalled(index, memory, text, **options):
    return memory.signals(read_query(text, index), np.arange(len(index.documents)), **options)


@pytest.mark.parametrize(("text", "name"), [("ごみを予約で捨てたい", "b.garbage"), ("スマホの操作", "a.class")])
def test_recalls_a_similar_question(index, text, name):
    confirmed = (Confirmed("ごみを捨てたい", {"b.garbage": 2}), Confirmed("スマホの使い方が苦手", {"a.class": 2}))
    told = recalled(index, memory_of(confirmed, index), text)
    assert all(index.documents[int(np.argmax(told[signal]))].id == name for signal in ("asked_best", "asked_sum", "asked_vote"))


def test_a_question_left_out_is_forgotten(index):
    confirmed = (Confirmed("ごみを捨てたい", {"b.garbage": 2}),)
    kept, left_out = (recalled(index, memory_of(confirmed, index), "ごみを捨てたい", without=number) for number in (None, 0))
    assert kept["asked_best"][3] > 0 and not any(values.any() for values in left_out.values())


def test_an_entry_that_is_gone_is_passed_over(index):
    assert memory_of(ASKED, index).grades.nnz == 2


def test_an_empty_memory_recalls_nothing(index):
    told = recalled(index, memory_of((), index), "ごみ")
    assert set(told) == RECALLED and not any(values.any() for values in told.values())


def test_phrasings_are_remembered(index):
    told = recalled(index, memory_of_lines(index), "スマホ教室")
    assert index.documents[int(np.argmax(told["asked_best"]))].id == "a.class"
    assert told["asked_often"] == pytest.approx(np.log1p([len(document.lines) for document in index.documents]))
