"""A worker that dies at any step: each event is answered once, in order, and logged once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from knowledge.store import now, transaction
from tests.line_stand_in.webhook_event import text_event, user_id
from web.line import delivery, work
from web.line.turn import LineTurnRow, free_dead_turns
from web.message_log import MessageRow

ONE = user_id(1)
QUESTIONS = ("住民票をコンビニで取れますか", "子育ての支援を教えて", "防災の取組を教えて")


class Killed(BaseException):
    """The process ends here."""


STEPS = [
    (work, "next_taken"),
    (work, "find_user"),
    (work, "answer"),
    (work, "remember_user"),
    (work, "keep_messages"),
    (delivery, "_send_reply"),
    (work, "finish"),
]


@pytest.mark.parametrize(("place", "step"), STEPS, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_at_any_step(line, monkeypatch, place, step, when):
    tokens = [line.platform.issue_token(ONE) for _ in QUESTIONS]
    line.deliver(*(text_event(ONE, text, token, timestamp=n) for n, (text, token) in enumerate(zip(QUESTIONS, tokens, strict=True), 1)))
    whole = getattr(place, step)

    def dying(*args, **options):
        if when == "after":
            whole(*args, **options)
        raise Killed

    for _ in range(2):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(place, step, dying)
            line.work()
        free_dead_turns(line.desk.engine)
    line.work()
    assert [sent.token for sent in line.platform.sent] == tokens
    with transaction(line.desk.engine) as session:
        assert tuple(session.scalars(select(MessageRow.text).order_by(MessageRow.id))) == QUESTIONS


def test_a_choice_is_taken_once_across_a_crash(line, monkeypatch):
    line.say("受信設定")
    line.say("1")
    line.deliver(text_event(ONE, "3", line.platform.issue_token(ONE)))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(delivery, "_send_reply", lambda *_: (_ for _ in ()).throw(Killed()))
        line.work()
    line.work()
    assert "今の話題：防災・安全" in line.platform.texts(ONE)[-1]


def test_a_doubtful_answer_is_not_sent_again_when_the_token_is_too_old(line, monkeypatch):
    line.deliver(text_event(ONE, QUESTIONS[0], line.platform.issue_token(ONE)))
    whole = delivery._send_reply

    def dying(*args):
        whole(*args)
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(delivery, "_send_reply", dying)
        line.work()
    monkeypatch.setattr(delivery.Delivery, "age", property(lambda _: 70.0))
    line.work()
    assert [sent.kind for sent in line.platform.sent] == ["reply"]


def test_a_turn_lost_in_between_is_not_gone_on_with(line, monkeypatch):
    tokens = [line.platform.issue_token(ONE) for _ in range(2)]
    line.deliver(*(text_event(ONE, "使い方", token, timestamp=n) for n, token in enumerate(tokens, 1)))
    whole = work.finish

    def robbed(*args):
        whole(*args)
        with transaction(line.desk.engine) as session:
            session.execute(update(LineTurnRow).values(owner="elsewhere:1:1", until=now() + timedelta(seconds=60)))

    monkeypatch.setattr(work, "finish", robbed)
    line.work()
    assert [sent.token for sent in line.platform.sent] == tokens[:1]


def test_a_turn_held_by_another_is_left_to_it(line):
    turn = line.desk.seal.name("ogaki", ONE)
    line.deliver(text_event(ONE, QUESTIONS[0], line.platform.issue_token(ONE)))
    with transaction(line.desk.engine) as session:
        session.add(LineTurnRow(turn=turn, owner="elsewhere:1:1", until=now() + timedelta(seconds=60)))
    line.work()
    free_dead_turns(line.desk.engine)
    line.work()
    assert line.platform.sent == []
