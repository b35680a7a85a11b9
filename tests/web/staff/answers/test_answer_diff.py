"""The answer diff: every stored question whose reply would change is shown before and after, and no other."""

import pytest
from sqlalchemy import select

from knowledge.store import transaction
from tests.web.staff.answers.test_publication import NEW, draft_and_ask
from web.message_log import MessageRow
from web.staff.answers import answer_diff
from web.staff.answers.graded import Graded
from web.staff.answers.review import ReviewRow

TOUCHED, UNTOUCHED = "住民票をコンビニで取れますか", "明日の天気は"


@pytest.fixture
def asked(desk):
    with transaction(desk.engine) as session:
        row = {"session": "s", "channel": "web", "language": "ja", "resolution": "answered", "reason": "x", "milliseconds": 1}
        session.add_all(MessageRow(text=text, municipality="ogaki", **row) for text in (TOUCHED, TOUCHED, UNTOUCHED))
        session.add(MessageRow(text="よその市の質問", municipality="sado", **row))


def report_of(desk, number):
    with transaction(desk.engine) as session:
        return session.scalar(select(ReviewRow.report).where(ReviewRow.id == number))


def test_a_stored_question_is_shown_before_and_after(desk, asked):
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    report = report_of(desk, number)
    assert (report["asked"], report["changes"]) == (2, 1)
    [change] = report["changed"]
    assert change["question"] == TOUCHED and NEW in change["after"]["text"] and NEW not in change["before"]["text"]
    page = desk.client("shonin").get(f"/staff/reviews/{number}").text
    assert TOUCHED in page and NEW in page and UNTOUCHED not in page


def test_graded_questions_that_get_worse_are_named(desk, monkeypatch):
    graded = (Graded("g-1", "ogaki", (TOUCHED,), "answer", (), (NEW,)), Graded("g-2", "ogaki", (UNTOUCHED,), "abstain"))
    monkeypatch.setattr(answer_diff, "graded_questions", lambda _city: graded)
    report = report_of(desk, number := draft_and_ask(desk, desk.client("henshu"), answer=NEW))
    assert (report["graded"], [item["id"] for item in report["worse"]]) == (2, ["g-1"])
    refused = desk.post(desk.client("shonin"), f"/staff/reviews/{number}/publish")
    assert refused.status_code == 409 and "悪くなる" in refused.text


def test_what_is_left_out_is_said(desk, asked, monkeypatch):
    monkeypatch.setattr(answer_diff, "MAX_QUESTIONS", 2)
    monkeypatch.setattr(answer_diff, "MAX_SHOWN", 1)
    with transaction(desk.engine) as session:
        row = {"session": "s", "channel": "web", "language": "ja", "resolution": "answered", "reason": "x", "milliseconds": 1}
        session.add_all(MessageRow(text=TOUCHED + end, municipality="ogaki", **row) for end in ("か", "？"))
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    report, page = report_of(desk, number), desk.client("shonin").get(f"/staff/reviews/{number}").text
    assert (report["asked"], report["left_out"], report["changes"]) == (2, 2, 2)
    assert "ほかに2件の古い質問" in page and "ほかに1件の返答が変わります" in page


def test_a_change_of_source_alone_is_shown(desk, asked):
    number = draft_and_ask(desk, desk.client("henshu"), sources="別の章｜99")
    [change] = report_of(desk, number)["changed"]
    assert change["question"] == TOUCHED and change["before"]["text"] == change["after"]["text"]
    assert "別の章 99ページ" in desk.client("shonin").get(f"/staff/reviews/{number}").text
