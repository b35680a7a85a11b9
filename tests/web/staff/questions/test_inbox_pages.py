"""The inbox: what waits, and what staff do with it."""

import pytest
from sqlalchemy import select

from knowledge.feedback import Feedback, Verdict, give_feedback
from knowledge.opinion import Opinion, leave_opinion
from knowledge.store import transaction
from tests.staff_desk import CERTIFICATES
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow
from web.staff.questions.grouping import group_inbox
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow, unanswered

TEXT = "コンビニで戸籍の附票は取れますか"


@pytest.fixture
def themes(desk):
    told = [(TEXT, "fallback", "web")] * 2 + [(f"{TEXT}？", "fallback", "web"), ("元気ですか", "smalltalk", "web"), ("試し", "fallback", "staff")]
    with transaction(desk.engine) as session:
        for number, (text, resolution, channel) in enumerate(told):
            row = {"session": str(number), "municipality": "ogaki", "language": "ja", "reason": "x", "milliseconds": 1}
            session.add(MessageRow(text=text, resolution=resolution, channel=channel, **row))
    give_feedback(desk.engine, Feedback("s", Verdict.CONTRADICTED, "ogaki", CERTIFICATES, "住民票の写しを郵便で受け取りたい"))
    give_feedback(desk.engine, Feedback("s", Verdict.SOLVED, "ogaki", CERTIFICATES, "解決した質問"))
    leave_opinion(desk.engine, Opinion("s", "ogaki", "図書館をもっと長く開けてほしい"))
    leave_opinion(desk.engine, Opinion("s", "sado", "よその市の声"))
    group_inbox(desk.engine, "ogaki")
    with transaction(desk.engine) as session:
        return {row.label: row.id for row in session.scalars(select(ThemeRow))}


def test_what_waits_is_there_and_nothing_else(desk, themes):
    with transaction(desk.engine) as session:
        assert session.get_one(ThemeRow, themes[TEXT]).count == 3
    assert set(themes) == {TEXT, "住民票の写しを郵便で受け取りたい", "図書館をもっと長く開けてほしい"}


def test_one_press_makes_a_question_a_phrasing(desk, themes):
    desk.post(desk.client("henshu"), f"/staff/inbox/{themes[TEXT]}", decision="phrasing", target=CERTIFICATES)
    with transaction(desk.engine) as session:
        assert TEXT in session.scalar(select(DraftRow)).body["phrasings"]
    assert TEXT not in [asked.text for asked in unanswered(desk.engine, "ogaki")]


@pytest.mark.parametrize(("decision", "target"), [("out_of_scope", ""), ("ignored", ""), ("assigned", "市民課"), ("entry", "")])
def test_a_decision_takes_it_out_of_the_inbox_and_back(desk, themes, decision, target):
    editor = desk.client("henshu")
    response = desk.post(editor, f"/staff/inbox/{themes[TEXT]}", decision=decision, target=target)
    assert ("/staff/entries/new" in response.location) is (decision == "entry")
    assert group_inbox(desk.engine, "ogaki") == 2
    with transaction(desk.engine) as session:
        number = session.scalar(select(DecisionRow.id).where(DecisionRow.text == TEXT))
    desk.post(editor, "/staff/inbox/back", municipality="ogaki", decision_id=str(number))
    assert group_inbox(desk.engine, "ogaki") == 3


def test_more_can_be_masked_everywhere(desk, themes):
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=TEXT, hidden="戸籍の附票")
    with transaction(desk.engine) as session:
        assert not session.scalars(select(MessageRow).where(MessageRow.text.contains("附票"))).all()
        assert not session.scalars(select(ThemeRow).where(ThemeRow.label.contains("附票"))).all()


def test_a_phrasing_for_another_citys_entry_is_refused(desk, themes):
    with transaction(desk.engine) as session:
        session.get_one(ThemeRow, themes[TEXT]).municipality = "sado"
    response = desk.post(desk.client("sado-henshu"), f"/staff/inbox/{themes[TEXT]}", decision="phrasing", target=CERTIFICATES)
    assert response.status_code == 403
