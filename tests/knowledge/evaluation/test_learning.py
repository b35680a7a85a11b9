"""The learning curve is the clerk's, over entries that know the confirmed questions alone."""

import pytest

from knowledge.evaluation.learning import Confirmed, confirmable, learning_curve, with_phrasings
from tests import staff_desk

RIGHT = staff_desk.CERTIFICATES
NONSENSE = "ぽんぽこ紙がほしい"


@pytest.fixture(autouse=True)
def nothing_built(tmp_path, monkeypatch):
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path))


def test_entries_know_the_confirmed_questions_alone(small_catalogue):
    known = with_phrasings(small_catalogue, [Confirmed("一", RIGHT), Confirmed("二", RIGHT)])
    assert known.entry(RIGHT).phrasings == ("一", "二") and known.entry(RIGHT).answer == small_catalogue.entry(RIGHT).answer
    assert not any(entry.phrasings for entry in known.entries if entry.id != RIGHT)
    assert len(small_catalogue.entry(RIGHT).phrasings) > 2


def test_questions_of_one_entry_and_three_phrasings_of_each_can_be_confirmed(small_catalogue, asking):
    taught = [asking(), asking(turns=("どちらでも",), entries=(RIGHT, "ogaki.other")), asking(turns=("一", "二")), asking(turns=("天気",), expect="abstain")]
    made = confirmable(small_catalogue, taught)
    texts = [one.text for one in made]
    assert Confirmed("住民票をコンビニで取れますか", RIGHT) in made
    assert not {"どちらでも", "一", "天気"} & set(texts)
    assert len(made) == 1 + 3 * len(small_catalogue.entries)
    assert made == confirmable(small_catalogue, taught)


def test_a_step_for_each_count_and_one_for_all(small_catalogue, asking):
    """The clerk, not the ranking, is asked: before the question is confirmed, nothing fits; after it, it does."""
    asked = [asking(turns=(NONSENSE,), must=(("コンビニ",),))]
    before, after = learning_curve(small_catalogue, [Confirmed(NONSENSE, RIGHT)], asked, steps=(0, 5))
    assert (before.confirmed, before.right, before.wrong) == (0, 0.0, 0.0)
    assert (after.confirmed, after.right, after.wrong) == (1, 1.0, 0.0)
    assert "1 confirmed questions: right 100.0%" in str(after)


def test_a_wrong_answer_counts_among_all(small_catalogue, asking):
    asked = [asking(turns=(NONSENSE,), expect="abstain"), asking(turns=(NONSENSE,), must=(("コンビニ",),))]
    (step,) = learning_curve(small_catalogue, [Confirmed(NONSENSE, RIGHT)], asked, steps=())
    assert (step.right, step.wrong) == (1.0, 0.5)
