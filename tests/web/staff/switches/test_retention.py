"""How long residents' words are kept: set at the desk, obeyed by the purge, told to residents."""

from datetime import timedelta

import pytest

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import now, transaction
from web.message_log import MessageRow
from web.retention import Kind, kept_days
from web.staff.figures.daily import add_up
from web.staff.people.audit import AuditRow
from web.staff.questions.theme import ThemeRow
from web.staff.switches.retention import purge, purge_due

MESSAGE = {"session": "s", "channel": "web", "municipality": "ogaki", "language": "ja", "text": "問い", "reason": "x", "milliseconds": 4}
THEME = {"municipality": "ogaki", "label": "問い", "count": 1, "this_week": 0, "last_week": 0, "why": {}, "members": []}


def leave(desk, days_ago):
    """A question, its mark with words, an opinion and a theme, all of one day."""
    at = now() - timedelta(days=days_ago)
    with transaction(desk.engine) as session:
        message = MessageRow(at=at, resolution="answered", **MESSAGE)
        session.add_all((message, ThemeRow(at=at, **THEME), OpinionRow(at=at, session="s", receipt=f"R{days_ago}", municipality="ogaki", text="意見")))
        session.flush()
        mark = {"message_id": message.id, "entry_id": "ogaki.x", "question": "問い", "comment": "違います"}
        session.add(FeedbackRow(at=at, session="s", municipality="ogaki", verdict="unsolved", **mark))


def counts(desk):
    with transaction(desk.engine) as session:
        return [session.query(row).count() for row in (MessageRow, FeedbackRow, OpinionRow, ThemeRow)]


def set_days(desk, name="kanri", **days):
    return desk.post(desk.client(name), "/staff/switches/retention", **{"questions": "365", "feedback": "365", "opinions": "365"} | days)


def test_the_environments_value_holds_until_somebody_sets_another(desk):
    assert set(kept_days(desk.engine, 365).values()) == {365}
    assert set_days(desk, questions="30").status_code == 302
    assert kept_days(desk.engine, 365) == {Kind.QUESTIONS: 30, Kind.FEEDBACK: 365, Kind.OPINIONS: 365}
    assert kept_days(desk.engine, 100)[Kind.FEEDBACK] == 100


def test_a_change_is_noted_and_none_is_not(desk):
    set_days(desk, opinions="60")
    set_days(desk, opinions="60")
    with transaction(desk.engine) as session:
        rows = session.query(AuditRow).filter_by(action="retention").all()
    assert [(row.by, row.detail) for row in rows] == [("kanri", {"opinions": {"from": 365, "to": 60}})]


@pytest.mark.parametrize("days", ["0", "-1", "3651", "一年", "", "1.5"])
def test_days_that_are_none_are_refused(desk, days):
    assert set_days(desk, feedback=days).status_code == 409
    assert kept_days(desk.engine, 365)[Kind.FEEDBACK] == 365


def test_what_the_next_run_will_remove_is_told(desk):
    leave(desk, 40)
    client = desk.client("kanri")
    desk.post(client, "/staff/switches/retention", questions="30", feedback="90", opinions="30")
    assert "住民の質問 1件、答えの評価に添えられた文 0件、ご意見 1件" in client.get("/staff/switches").text


def test_each_kind_goes_when_its_own_time_is_over(desk):
    for days_ago in (5, 40, 400):
        leave(desk, days_ago)
    set_days(desk, questions="30", opinions="3")
    assert purge_due(desk.engine, 365) == {Kind.QUESTIONS: 2, Kind.FEEDBACK: 1, Kind.OPINIONS: 3}
    assert counts(desk) == [1, 3, 0, 1]
    page = desk.client("etsuran").get("/staff/switches").text
    assert "<td>住民の質問</td><td>30日</td>" in page and "<td>ご意見</td><td>3日</td>" in page


def test_a_mark_stays_without_its_words(desk):
    leave(desk, 400)
    assert (purge(desk.engine, Kind.FEEDBACK, 365), purge(desk.engine, Kind.FEEDBACK, 365)) == (1, 0)
    with transaction(desk.engine) as session:
        mark = session.query(FeedbackRow).one()
    assert (mark.verdict, mark.entry_id, mark.comment, mark.question, mark.session) == ("unsolved", "ogaki.x", None, None, "")


def test_numbers_of_purged_messages_do_not_come_again(desk):
    leave(desk, 400)
    purge(desk.engine, Kind.QUESTIONS, 30)
    leave(desk, 1)
    assert add_up(desk.engine) == 0
    with transaction(desk.engine) as session:
        assert session.query(MessageRow).one().id == 2


def test_residents_read_the_days_that_hold_now(desk):
    resident = desk.client(None)
    assert "質問の文は365日" in resident.get("/privacy").text
    set_days(desk, questions="30", feedback="40", opinions="50")
    assert "質問の文は30日、評価に添えた文は40日、ご意見は50日たつと消します" in resident.get("/privacy/ogaki").text
    assert "after 30 days" in resident.get("/privacy?lang=en").text
