"""A grader who sees only the question and the reply."""

import pytest

from knowledge.evaluation.grading import Result, ask, table, verdict, worst
from knowledge.memory import Memory

GOOD = "印鑑証明書や戸籍証明書を取れます。"


@pytest.mark.parametrize(
    ("expect", "resolution", "text", "right"),
    [
        ("answer", "answered", GOOD, "right"),
        ("answer", "answered", "印鑑証明書を取れます。", "wrong"),
        ("answer", "partial", GOOD, "refused"),
        ("answer", "fallback", "見つかりません。", "refused"),
        ("answer", "clarifying", "どれですか。", "clarified"),
        ("abstain", "answered", GOOD, "wrong"),
        ("abstain", "partial", "書かれていません。", "right"),
        ("clarify", "clarifying", "どれですか。", "right"),
        ("clarify", "answered", GOOD, "wrong"),
    ],
)
def test_verdicts(asking, ended, expect, resolution, text, right):
    assert verdict(asking(expect=expect), ended(resolution, text=text)) == right


def test_turns_are_sent_with_what_the_conversation_remembers(asking, ended):
    heard = []

    class Clerk:
        def answer(self, text, memory):
            heard.append((text, memory))
            return ended("answered", text=GOOD, city="sado")

    result = ask(Clerk(), asking(turns=("一つ目", "二つ目")))
    assert heard == [("一つ目", Memory(municipality="ogaki")), ("二つ目", Memory(municipality="sado"))]
    assert result.verdict == "right"


def test_the_confidence_is_that_of_the_answer_given(asking, ended):
    assert Result(asking(), ended("answered", entry="ogaki.x"), "right").confidence == 0.8
    assert Result(asking(), ended("fallback"), "refused").confidence == 0.0


def test_the_table_counts_by_kind_city_and_expectation(asking, ended):
    results = [Result(asking(), ended("answered"), mark) for mark in ("right", "right", "wrong", "refused")]
    (polite,) = [line for line in table(results) if line.startswith("polite")]
    assert polite.split()[1] == "4" and "right   2 ( 50.0%)" in polite and "wrong   1 ( 25.0%)" in polite
    assert [line.split()[0] for line in table(results)] == ["polite", "ogaki", "expect", "expect", "expect"]


def test_wrong_answers_come_before_refusals_and_the_surest_first(asking, ended):
    made = [("a", "refused", None), ("b", "wrong", None), ("c", "wrong", "ogaki.x"), ("d", "right", "ogaki.x")]
    results = [Result(asking(id=name), ended("answered", entry=entry), mark) for name, mark, entry in made]
    lines = worst(results, lambda miss: f"because of {miss.question.id}", count=2)
    assert [line for line in lines if "cause:" in line] == ["          cause: because of c", "          cause: because of b"]
