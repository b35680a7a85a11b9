import asyncio

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import delete, select

from actions.marking import MarkSolved, NotThat, StoreReason, ValidateReasonForm
from knowledge.feedback import FeedbackRow
from knowledge.store import transaction
from tests.actions.conftest import run, tracker

MEMORY = {"municipality": "ogaki", "entry_id": "ogaki.e-library", "aspect": "what", "question": "電子図書館は？", "offered": [], "runners_up": []}


@pytest.fixture(autouse=True)
def marks(live):
    """Reads the marks kept; none stand at the start."""
    with transaction(live.engine) as session:
        session.execute(delete(FeedbackRow))

    def read():
        with transaction(live.engine) as session:
            return [(row.verdict, row.entry_id, row.comment) for row in session.scalars(select(FeedbackRow))]

    return read


def test_solved(marks):
    done = run(MarkSolved(), tracker("解決した", intent="resolved", slots={"memory": MEMORY}))
    assert marks() == [("solved", "ogaki.e-library", None)]
    assert "よかったです" in done.said[0]["replies"][0]["text"]


def test_solved_with_nothing_answered_marks_nothing(marks):
    run(MarkSolved(), tracker("解決した", intent="resolved"))
    assert marks() == []


@pytest.mark.parametrize(
    ("told", "kept"), [("申し込み先がない", "申し込み先がない"), ("4", "くわしい情報がなかった"), ("内容が難しかった", "内容が難しかった")]
)
def test_the_reason_is_kept_in_words(marks, told, kept):
    done = run(StoreReason(), tracker(told, intent="deny", slots={"memory": MEMORY, "unsolved_reason": told}))
    assert marks() == [("unsolved", "ogaki.e-library", kept)]
    assert done.slots == {"unsolved_reason": None}


@pytest.mark.parametrize(
    ("text", "intent", "taken"),
    [("見られる物件の数がわからない", "ask", True), ("担当は？", "ask_who", False), ("やめる", "stop", False), ("職員と話したい", "talk_to_human", False)],
)
def test_a_statement_is_a_reason_and_a_question_is_none(text, intent, taken):
    state = tracker(text, intent=intent, slots={"requested_slot": "unsolved_reason"})
    found = asyncio.run(ValidateReasonForm().extract_unsolved_reason(CollectingDispatcher(), state, {}))
    assert found == ({"unsolved_reason": text} if taken else {})


def test_a_contradiction_is_marked(marks):
    run(NotThat(), tracker("違う", intent="not_that", slots={"memory": MEMORY}))
    assert marks() == [("contradicted", "ogaki.e-library", None)]
