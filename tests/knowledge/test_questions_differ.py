"""No two questions of a city are nearly the same: a resident offered both could not choose."""

from difflib import SequenceMatcher
from itertools import combinations

import pytest

from knowledge.text.normal import squeeze
from knowledge.text.tokens import topic_words

# Measured over the five cities: the closest pairs that do differ share 0.75 of their words
# (the timetables of two policies) and 0.94 of their letters (goal 4 and goal 5).
SAME_WORDS = 0.8
SAME_LETTERS = 0.95


def alike(one, other):
    words, others = set(topic_words(one)), set(topic_words(other))
    if len(words & others) >= SAME_WORDS * len(words | others):
        return True
    return bool(words & others) and SequenceMatcher(None, squeeze(one), squeeze(other)).ratio() >= SAME_LETTERS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("図書館の本はネットで予約できますか", "図書館の本をネットで予約できますか。", True),
        ("コンビニで住民票は取れますか", "住民票はコンビニで取れるの", True),
        ("基本目標4は何をめざしていますか", "基本目標5は何をめざしていますか", False),
        ("AI翻訳は使われていますか", "生成AIは使われていますか", False),
    ],
)
def test_alike(one, other, same):
    assert alike(one, other) is same


def test_questions_differ(catalogue, city):
    questions = [(entry.id, entry.question) for entry in catalogue.municipalities[city].entries]
    words = {name: set(topic_words(question)) for name, question in questions}
    pairs = [(a, b) for a, b in combinations(questions, 2) if len(words[a[0]] & words[b[0]]) >= len(words[a[0]] | words[b[0]]) / 2]
    assert not [(a, b) for a, b in pairs if alike(a[1], b[1])]
