"""From the event to the answer in the chat: order, once only, reply first, push last, taken back."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, update

from knowledge.store import now, transaction
from tests.line_stand_in.line_schema import problems
from tests.line_stand_in.webhook_event import event, text_event, user_id
from tests.web.rasa_stand_in import Stalling, rasa_stand_in
from web.line import work
from web.line.budget import spent
from web.line.inbox import LineEventRow
from web.line.user import LineUserRow
from web.message_log import MessageRow
from web.rasa_client import RasaClient

QUESTION = "住民票をコンビニで取れますか"
ENTRY = "コンビニ"
ONE = user_id(1)


def age(line, seconds):
    """Let the waiting events have come in `seconds` ago."""
    with transaction(line.desk.engine) as session:
        session.execute(update(LineEventRow).values(received=now() - timedelta(seconds=seconds)))


def outcomes(line):
    with transaction(line.desk.engine) as session:
        return list(session.scalars(select(LineEventRow.outcome).order_by(LineEventRow.at)))


def logged(line):
    with transaction(line.desk.engine) as session:
        return list(session.scalars(select(MessageRow.text).order_by(MessageRow.id)))


def test_a_question_is_answered_by_the_reply_token(line):
    messages = line.say(QUESTION)
    assert any(message["type"] == "flex" and ENTRY in message["altText"] for message in messages)
    assert [sent.kind for sent in line.platform.sent] == ["reply"]
    assert not problems("ReplyMessageRequest", {"replyToken": "t", "messages": messages})
    assert line.platform.refused == []
    assert outcomes(line) == ["replied"]


def test_nothing_of_a_finished_event_is_kept_but_its_id(line):
    line.say(QUESTION)
    with transaction(line.desk.engine) as session:
        row = session.scalar(select(LineEventRow))
    assert (row.sealed, row.messages) == (None, None)


def test_events_are_answered_in_the_order_they_were_sent(line):
    tokens = [line.platform.issue_token(ONE) for _ in range(3)]
    events = [
        text_event(ONE, text, token, timestamp=1000 + place) for place, (text, token) in enumerate(zip(("使い方", "受信設定", "言語"), tokens, strict=True))
    ]
    line.deliver(events[2], events[0])
    line.deliver(events[1])
    line.work()
    assert [sent.token for sent in line.platform.sent] == tokens


def test_a_burst_while_the_dialogue_stalls_is_answered_once_each_and_in_order(line):
    slow = Stalling(until=3)
    burst = [QUESTION, "電子図書館では何ができますか", "いつから？"]
    line.deliver(*(text_event(ONE, text, line.platform.issue_token(ONE), timestamp=1000 + place) for place, text in enumerate(burst)))
    with rasa_stand_in(slow) as server:
        rasa = RasaClient(server.url, "token", 0.5)
        replace(line, desk=replace(line.desk, conversation=replace(line.desk.conversation, rasa=rasa))).work()
        rasa.close()
    assert (logged(line), outcomes(line)) == (burst, ["replied"] * 3)
    shown = [str(sent.messages) for sent in line.platform.sent]
    assert ["コンビニ" in shown[0], "電子図書館" in shown[1], "「いつから？」について" in shown[2]] == [True, True, True]
    assert (len(shown), slow.done) == (3, burst)


def test_a_late_answer_is_one_push_with_a_retry_key(line):
    line.deliver(text_event(ONE, QUESTION, line.platform.issue_token(ONE)))
    age(line, 55)
    line.work()
    assert [(sent.kind, sent.to, bool(sent.retry_key)) for sent in line.platform.sent] == [("push", ONE, True)]
    assert spent(line.desk.engine, "ogaki") == 1


def test_an_expired_token_is_followed_by_one_push(line):
    line.deliver(text_event(ONE, QUESTION, line.platform.issue_token(ONE)))
    line.platform.expire_tokens()
    line.work()
    assert [sent.kind for sent in line.platform.sent] == ["push"]


def test_without_budget_nothing_is_pushed(line, monkeypatch):
    monkeypatch.setattr(type(line.desk.settings), "budget", lambda *_: 0)
    line.deliver(text_event(ONE, QUESTION, line.platform.issue_token(ONE)))
    age(line, 55)
    line.work()
    assert line.platform.sent == []
    assert outcomes(line) == ["no_budget"]


@pytest.mark.parametrize("status", [429, 500])
def test_a_busy_platform_is_asked_again(line, status):
    line.platform.fail("/message/reply", status, times=2)
    line.say(QUESTION)
    assert [sent.kind for sent in line.platform.sent] == ["reply"]


def test_an_answer_that_arrived_unnoticed_is_not_sent_twice(line):
    # LINE acts on the call, but its 500 says otherwise; the token is used up then.
    line.platform.fail("/message/reply", 500, after=True)
    line.say(QUESTION)
    assert len([sent for sent in line.platform.sent if sent.kind == "reply"]) == 1


def test_a_push_whose_retry_key_was_used_is_done(line):
    line.platform.fail("/message/push", 500, after=True)
    line.deliver(text_event(ONE, QUESTION, line.platform.issue_token(ONE)))
    age(line, 55)
    line.work()
    assert len(line.platform.sent) == 1
    assert outcomes(line) == ["pushed"]


def test_a_push_that_line_never_takes_is_tried_again_later(line):
    line.platform.fail("/message/push", 503, times=3)
    line.deliver(text_event(ONE, QUESTION, line.platform.issue_token(ONE)))
    age(line, 55)
    line.work()
    assert (line.platform.sent, outcomes(line)) == ([], [None])
    line.work()
    assert outcomes(line) == ["pushed"]
    assert spent(line.desk.engine, "ogaki") == 1


def test_a_refused_bubble_becomes_text(line):
    line.platform.fail("/message/reply", 400, message="A message (messages[0]) in the request body is invalid")
    messages = line.say(QUESTION)
    assert {message["type"] for message in messages} == {"text"}
    assert ENTRY in messages[1]["text"]


def test_a_slow_answer_shows_that_it_is_coming(line, monkeypatch):
    monkeypatch.setattr(work, "LOADING_AFTER_SECONDS", 0.01)
    asked = type(line.desk.conversation).ask

    def slowly(conversation, message):
        time.sleep(0.3)
        return asked(conversation, message)

    monkeypatch.setattr(type(line.desk.conversation), "ask", slowly)
    line.say(QUESTION)
    assert line.platform.loading == [ONE]


def test_a_message_taken_back_is_erased_from_the_log(line):
    first = text_event(ONE, "ごみの分別について教えて", line.platform.issue_token(ONE))
    line.send(first)
    line.say(QUESTION)
    line.send(event("unsend", ONE, unsend={"messageId": first["message"]["id"]}))
    assert logged(line) == ["", QUESTION]


def test_what_is_taken_back_leaves_the_dialogues_memory_too(line, tmp_path):
    url = f"sqlite:///{tmp_path / 'tracker.db'}"
    line = replace(line, desk=replace(line.desk, settings=replace(line.desk.settings, tracker_url=url)))
    rasa = create_engine(url)
    with rasa.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)")
        for person in (ONE, user_id(2)):
            name = f"line:{line.desk.seal.name('ogaki', person)}"
            connection.exec_driver_sql("INSERT INTO events (sender_id, data) VALUES (?, ?)", (name, QUESTION))
    first = text_event(ONE, QUESTION, line.platform.issue_token(ONE))
    line.send(first)
    line.send(event("unsend", ONE, unsend={"messageId": first["message"]["id"]}))
    with rasa.begin() as connection:
        assert connection.exec_driver_sql("SELECT sender_id FROM events").scalars().all() == [f"line:{line.desk.seal.name('ogaki', user_id(2))}"]
    rasa.dispose()


@pytest.mark.parametrize("unsend_first", [True, False])
def test_a_message_taken_back_before_its_answer_is_not_answered(line, unsend_first):
    sent = text_event(ONE, QUESTION, line.platform.issue_token(ONE))
    back = event("unsend", ONE, unsend={"messageId": sent["message"]["id"]})
    for each in (back, sent) if unsend_first else (sent, back):
        line.deliver(each)
    line.work()
    assert (line.platform.sent, logged(line)) == ([], [])


def test_an_event_that_breaks_us_is_answered_with_an_apology(line, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(type(line.desk.conversation), "ask", broken)
    assert "しばらくしてから" in line.say(QUESTION)[0]["text"]
    monkeypatch.undo()
    assert line.say("使い方")


def test_logs_hold_no_words_and_no_ids(line, caplog):
    with caplog.at_level("DEBUG", logger="web"):
        line.platform.fail("/message/reply", 500)
        line.say(QUESTION)
    assert caplog.text
    assert QUESTION not in caplog.text
    assert ONE not in caplog.text


def test_who_left_long_ago_is_forgotten(line):
    line.say(QUESTION)
    line.say(QUESTION, user_id(2))
    line.send(event("unfollow", ONE))
    for days, kept in ((29, 2), (31, 1)):
        with transaction(line.desk.engine) as session:
            session.execute(update(LineUserRow).where(LineUserRow.left_at.is_not(None)).values(left_at=now() - timedelta(days=days)))
        work.clear(line.desk)
        with transaction(line.desk.engine) as session:
            assert len(session.scalars(select(LineUserRow.name)).all()) == kept
    assert logged(line) == ["", QUESTION]
