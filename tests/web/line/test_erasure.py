"""Words taken back leave every place they were kept in: log, marks, opinions, staff's themes, suggestions and decisions."""

import pytest
from sqlalchemy import select

from knowledge.feedback import Feedback, FeedbackRow, Verdict, give_feedback
from knowledge.opinion import Opinion, OpinionRow, leave_opinion
from knowledge.store import Base, transaction
from tests.line_stand_in.webhook_event import event, text_event, user_id
from tests.web.line.notice.crowd import written
from web.line.notice.table import LineNoticeBatchRow
from web.message_log import MessageRow
from web.staff.questions.suggestion import SuggestionRow
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow

ONE, SECRET, OTHER = user_id(1), "わたしの家のへいについて教えて", "犬の散歩の場所を教えて"


@pytest.fixture
def asked(line):
    """A question whose words went everywhere; gives the event that takes it back."""
    first = text_event(ONE, SECRET, line.platform.issue_token(ONE))
    line.send(first)
    dialogue = "line:" + line.desk.seal.name("ogaki", ONE)
    give_feedback(line.desk.engine, Feedback(dialogue, Verdict.CONTRADICTED, "ogaki", question=SECRET, comment="違う"))
    leave_opinion(line.desk.engine, Opinion(dialogue, "ogaki", "意見です", question=SECRET))
    members = [{"text": text, "why": "fallback", "count": 2, "key": text} for text in (SECRET, OTHER)]
    counts = {"count": 4, "this_week": 4, "last_week": 0, "why": {"fallback": 4}}
    with transaction(line.desk.engine) as session:
        session.add(ThemeRow(municipality="ogaki", label=SECRET, members=members, **counts))
        session.add(ThemeRow(municipality="ogaki", label=SECRET, members=members[:1], **counts))
        session.add(SuggestionRow(kind="phrasing", municipality="ogaki", key=SECRET, text=SECRET, target="ogaki.x", why="clarified", count=2, state="open"))
        session.add(DecisionRow(municipality="ogaki", key=SECRET, text=SECRET, decision="ignored", by="sato"))
    return event("unsend", ONE, unsend={"messageId": first["message"]["id"]})


def kept(line):
    """Everything the database holds but LINE's own tables and the published knowledge."""
    with transaction(line.desk.engine) as session:
        names = [table for name, table in Base.metadata.tables.items() if not name.startswith("line_") and name not in ("entry", "indicator", "municipality")]
        return "".join(str(row) for table in names for row in session.execute(select(table)))


@pytest.mark.parametrize("mode", ["active", "standby"])
def test_what_is_taken_back_is_nowhere_any_more(line, asked, mode):
    assert SECRET in kept(line)
    line.send(asked | {"mode": mode})
    assert SECRET not in kept(line)
    with transaction(line.desk.engine) as session:
        [theme] = session.scalars(select(ThemeRow))
        assert (theme.label, theme.count, len(theme.members)) == (OTHER, 2, 1)
        assert session.scalar(select(OpinionRow.text)) == "意見です"
        assert session.scalar(select(FeedbackRow.verdict)) == "contradicted"


def test_what_somebody_else_asked_in_the_same_words_stays(line, asked):
    line.say(SECRET, user_id(2))
    line.send(asked)
    with transaction(line.desk.engine) as session:
        assert sorted(session.scalars(select(MessageRow.text))) == ["", SECRET]
        assert session.scalar(select(SuggestionRow.text)) == SECRET


def test_on_request_nothing_leads_to_the_person_any_more(line, asked):
    name = line.desk.seal.name("ogaki", ONE)
    number = written(line)
    with transaction(line.desk.engine) as session:
        session.add(LineNoticeBatchRow(retry_key="1", notice_id=number, language="ja", recipients=["a", name]))
    line.say("データを消して")
    assert name not in kept(line)
    assert SECRET not in kept(line)
    with transaction(line.desk.engine) as session:
        assert session.scalar(select(LineNoticeBatchRow.recipients)) == ["a", ""]
