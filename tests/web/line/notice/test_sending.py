"""Sending: five hundred at a time, nobody twice, within the budget, outside quiet hours."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from knowledge.store import now
from tests.line_stand_in.line_schema import problems
from tests.web.line.notice.crowd import EVERYBODY, SECOND, join, join_many, written
from web.line.budget import spent
from web.line.notice import sending as sending_module
from web.line.notice.audience import Segment
from web.line.notice.drafting import approve, find, stop
from web.line.notice.outcome import report
from web.line.notice.sending import is_quiet, send_due_notices
from web.line.notice.table import NoticeState
from web.line.notice.trial import send_trial
from web.line.user import Wishes, mark_left, trial_code

NOON = datetime(2026, 4, 1, 3, 0)  # 12:00 in Japan
NIGHT = datetime(2026, 4, 1, 14, 0)  # 23:00 in Japan


def with_settings(line, **options):
    return replace(line, desk=replace(line.desk, settings=replace(line.desk.settings, **options)))


def approved(line, segment=EVERYBODY, send_at=None):
    number = written(line, segment)
    approve(line.desk.engine, number, who=SECOND, send_at=send_at)
    return number


def reached(line):
    return Counter(name for sent in line.platform.sent for name in sent.to.split(","))


def test_a_notice_goes_out_in_batches_of_five_hundred(line):
    people = join_many(line, 1201)
    line = with_settings(line, budgets={"ogaki": 5000})
    number = approved(line)
    send_due_notices(line.desk, clock=NOON)
    assert sorted(len(sent.to.split(",")) for sent in line.platform.sent) == [201, 500, 500]
    assert reached(line) == Counter(people)
    assert len({sent.retry_key for sent in line.platform.sent}) == 3
    assert not problems("MulticastRequest", {"to": ["U"], "messages": line.platform.sent[0].messages})
    assert (find(line.desk.engine, number).state, spent(line.desk.engine, "ogaki")) == (NoticeState.SENT, 1201)
    assert vars(report(line.desk.engine, number)) == {"recipients": 1201, "sent": 1201, "skipped": 0, "failed": 0, "waiting": 0, "left": 0}


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["freeze", "_begin", "reserve", "notice_messages", "_end"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_anywhere_sends_nobody_twice(line, monkeypatch, step, when):
    people = join_many(line, 7)
    monkeypatch.setattr(sending_module, "BATCH_SIZE", 3)
    number = approved(line)
    whole = getattr(sending_module, step)

    def dying(*args, **options):
        if when == "after":
            whole(*args, **options)
        raise Killed

    for _ in range(2):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(sending_module, step, dying)
            send_due_notices(line.desk, clock=NOON)
    send_due_notices(line.desk, clock=NOON)
    assert reached(line) == Counter(people)
    assert (report(line.desk.engine, number).sent, spent(line.desk.engine, "ogaki")) == (7, 7)


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize("after", [False, True])
def test_a_busy_platform_is_asked_again_later(line, status, after):
    people = join_many(line, 3)
    line.platform.fail("/multicast", status, after=after)
    number = approved(line)
    send_due_notices(line.desk, clock=NOON)
    assert report(line.desk.engine, number).waiting == 3
    send_due_notices(line.desk, clock=NOON)
    assert reached(line) == Counter(people)
    assert report(line.desk.engine, number).sent == 3


def test_the_budget_cannot_be_exceeded(line, monkeypatch):
    join_many(line, 7)
    monkeypatch.setattr(sending_module, "BATCH_SIZE", 3)
    line = with_settings(line, budgets={"ogaki": 5})
    number = approved(line)
    send_due_notices(line.desk, clock=NOON)
    found = report(line.desk.engine, number)
    assert spent(line.desk.engine, "ogaki") <= 5
    assert (found.sent, found.failed) in ((3, 4), (4, 3))


def test_lines_own_limit_is_reported_as_failed(line):
    join_many(line, 3)
    line.platform.quota = 2
    number = approved(line)
    send_due_notices(line.desk, clock=NOON)
    assert (report(line.desk.engine, number).failed, spent(line.desk.engine, "ogaki")) == (3, 0)


@pytest.mark.parametrize(("disaster", "sent"), [(False, 0), (True, 1)])
def test_quiet_hours_hold_back_all_but_disasters(line, disaster, sent):
    join(line, 1)
    approved(line, Segment(disaster=disaster))
    send_due_notices(line.desk, clock=NIGHT)
    assert len(line.platform.sent) == sent
    send_due_notices(line.desk, clock=NOON)
    assert len(line.platform.sent) == 1


def test_even_a_disaster_notice_needs_approval(line):
    join(line, 1)
    written(line, Segment(disaster=True))
    send_due_notices(line.desk, clock=NOON)
    assert line.platform.sent == []


@pytest.mark.parametrize(
    ("hours", "japan", "quiet"),
    [((21, 8), 20, False), ((21, 8), 21, True), ((21, 8), 3, True), ((21, 8), 8, False), ((12, 13), 12, True), ((12, 13), 13, False), ((9, 9), 9, False)],
)
def test_quiet_hours(hours, japan, quiet):
    assert is_quiet(hours, datetime(2026, 4, 1) + timedelta(hours=japan - 9)) is quiet


def test_a_scheduled_notice_waits_for_its_time(line):
    join(line, 1)
    approved(line, send_at=NOON + timedelta(minutes=1))
    send_due_notices(line.desk, clock=NOON)
    assert line.platform.sent == []
    send_due_notices(line.desk, clock=NOON + timedelta(minutes=2))
    assert len(line.platform.sent) == 1


def test_a_stopped_notice_goes_no_further(line, monkeypatch):
    join_many(line, 4)
    monkeypatch.setattr(sending_module, "BATCH_SIZE", 2)
    number = approved(line)
    sent = sending_module.send_batch

    def stop_after_first(desk, batch):
        stop(desk.engine, number, who=SECOND)
        return sent(desk, batch)

    monkeypatch.setattr(sending_module, "send_batch", stop_after_first)
    send_due_notices(line.desk, clock=NOON)
    assert len(line.platform.sent) == 1
    assert find(line.desk.engine, number).state is NoticeState.STOPPED


def test_who_left_in_between_is_skipped_and_who_left_after_is_counted(line):
    first, second = join(line, 1), join(line, 2)
    number = approved(line)
    sending_module.freeze(line.desk.engine, number)
    for person in (first,):
        leave(line, person)
    send_due_notices(line.desk, clock=NOON)
    assert reached(line) == Counter([second])
    leave(line, second)
    found = report(line.desk.engine, number)
    assert (found.sent, found.skipped, found.left) == (1, 1, 2)


def leave(line, person):
    from web.line.user import find_user

    user = find_user(line.desk.engine, line.desk.seal, "ogaki", line.desk.seal.name("ogaki", person))
    assert mark_left(line.desk.engine, line.desk.seal, user, person, at=int(now().timestamp() * 1000))


def test_each_gets_their_own_language(line):
    from web.line.notice.drafting import Draft, write

    join(line, 1), join(line, 2, language="en"), join(line, 3, language="ja-easy")
    number = write(line.desk.engine, Draft("ogaki", {"ja": "断水です。", "en": "Water is off."}), who="sato")
    approve(line.desk.engine, number, who=SECOND)
    send_due_notices(line.desk, clock=NOON)
    shown = {sent.to[-1]: str(sent.messages) for sent in line.platform.sent}
    assert "断水です。" in shown["1"] and "Water is off." in shown["2"] and "断水です。" in shown["3"]
    assert "大垣市" in shown["1"] and "stop" in shown["2"]


def test_staff_try_a_notice_on_their_own_phone(line):
    person = join(line, 1, Wishes(False))
    code = trial_code(line.desk.seal.name("ogaki", person))
    assert code in line.say("配信テスト")[0]["text"]
    number = written(line)
    send_trial(line.desk, number, who="sato", code=code.lower())
    assert (line.platform.sent[-1].kind, line.platform.sent[-1].to) == ("push", person)
    assert find(line.desk.engine, number).acts[-1][2] == "tried"
