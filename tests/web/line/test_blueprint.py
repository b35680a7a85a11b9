"""The webhook's door: signatures, forms, duplicates, standby, unknown events."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from knowledge.store import transaction
from tests.line_stand_in.webhook_event import body_of, event, headers_for, signature_of, text_event, user_id
from tests.web.line.conftest import until
from web.errors import QueueUnavailable
from web.job_queue import JobQueue, open_job_queue
from web.line.inbox import LineEventRow
from web.line.work import line_jobs

BODY = body_of(text_event(user_id(1), "住民票はコンビニで取れますか", "token"))


def stored(line):
    with transaction(line.desk.engine) as session:
        return session.scalar(select(func.count()).select_from(LineEventRow))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Line-Signature": ""},
        {"X-Line-Signature": "x"},
        {"X-Line-Signature": "署名".encode().decode("latin-1")},
        {"X-Line-Signature": signature_of(BODY, "another secret")},
        {"X-Line-Signature": signature_of(BODY + b" ")},
        {"X-Line-Signature": signature_of(BODY).lower()},
        {"X-Line-Signature": signature_of(BODY)[:-1]},
        {"X-Line-Signature": signature_of(BODY) + "="},
        {"X-Line-Signature": "sha256=" + signature_of(BODY)},
    ],
)
def test_a_bad_signature_gets_400_and_changes_nothing(line, headers):
    answer = line.client.post("/line/ogaki/webhook", data=BODY, headers=headers)
    assert answer.status_code == 400
    assert answer.json["title"] == "署名を確かめられません"
    assert stored(line) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"events": 1}', b"{}", b"\xff\xfe", b"[" * 100_000])
def test_a_signed_body_of_no_known_form_gets_400(line, body):
    assert line.client.post("/line/ogaki/webhook", data=body, headers=headers_for(body)).status_code == 400
    assert stored(line) == 0


def test_no_events_get_200(line):
    assert line.deliver().status_code == 200


def test_an_unknown_account_gets_404(line):
    assert line.deliver(account="nowhere").status_code == 404


@pytest.mark.parametrize("redelivered", [False, True])
def test_an_event_is_stored_once(line, redelivered):
    first = text_event(user_id(1), "こんにちは", "token")
    again = first | {"deliveryContext": {"isRedelivery": redelivered}}
    assert [line.deliver(e).status_code for e in (first, again, again)] == [200, 200, 200]
    assert line.deliver(first, first).status_code == 200
    assert stored(line) == 1


def test_standby_is_not_answered(line):
    token = line.platform.issue_token(user_id(1))
    assert line.send(text_event(user_id(1), "住民票", token, mode="standby")) == []


@pytest.mark.parametrize(
    "odd",
    [
        event("somethingNew", user_id(1), surprise={"deep": [1, None]}),
        event("message", user_id(1), message={"type": "hologram", "id": "1"}, replyToken="t"),
        {"type": "message"},
        {"type": 7, "timestamp": "yesterday", "source": "me", "message": [], "webhookEventId": None},
        {"type": "message", "message": {"type": "text", "id": "9", "text": "\ud800 half"}, "source": {"type": "user", "userId": "U1"}},
    ],
)
def test_odd_events_get_200(line, odd):
    import json

    body = json.dumps({"events": [odd, 3, None]}).encode()
    assert line.client.post("/line/ogaki/webhook", data=body, headers=headers_for(body)).status_code == 200
    assert stored(line) == 1


def test_what_is_stored_of_a_person_is_sealed(line, tmp_path):
    line.deliver(text_event(user_id(1), "ひみつの質問です", "token"))
    line.desk.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert user_id(1).encode() not in kept
    assert "ひみつの質問です".encode() not in kept
    assert b"\\u3072\\u307f" not in kept


@pytest.fixture
def locked(line):
    """The database held by another writer."""
    with line.desk.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        connection.rollback()


def test_a_busy_database_delays_nothing_and_loses_nothing(line, locked):
    started = time.monotonic()
    event = text_event(user_id(1), "使い方", line.platform.issue_token(user_id(1)))
    assert line.deliver(event).status_code == 200
    assert time.monotonic() - started < 2


def test_what_went_by_the_queue_is_answered(line):
    settings = line.app.extensions["settings"]
    with line.desk.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        line.deliver(text_event(user_id(1), "使い方", line.platform.issue_token(user_id(1))))
        connection.rollback()
    worker = open_job_queue(settings, line_jobs(line.desk, open_job_queue(settings)))
    while task := worker.huey.dequeue():
        worker.huey.execute(task)
    assert "受信設定" in line.platform.texts(user_id(1))[0]


def test_with_database_and_queue_away_line_is_asked_to_deliver_again(line, locked, monkeypatch):
    def away(*_):
        raise QueueUnavailable("away")

    monkeypatch.setattr(JobQueue, "put", away)
    answer = line.deliver(text_event(user_id(1), "使い方", "token"))
    assert (answer.status_code, answer.json["title"]) == (503, "ただいまお受けできません")


def test_a_queue_that_is_away_delays_no_200(line, monkeypatch):
    def away(*_):
        raise QueueUnavailable("away")

    monkeypatch.setattr(JobQueue, "put", away)
    assert line.deliver(text_event(user_id(1), "使い方", line.platform.issue_token(user_id(1)))).status_code == 200
    line.work()
    assert line.platform.texts(user_id(1))


def test_many_calls_at_once_are_all_in_time_when_the_database_is_busy(line, locked):
    def call(number):
        started = time.monotonic()
        answer = line.deliver(text_event(user_id(number), "使い方", "token"))
        return answer.status_code, time.monotonic() - started < 2

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(call, range(12))) == {(200, True)}


def test_a_call_may_bring_thousands_of_events(line):
    assert line.deliver(*(event("beacon", user_id(number)) for number in range(4000))).status_code == 200
    assert stored(line) == 4000


def test_a_call_is_stored_before_its_200_and_the_worker_is_told(line):
    line.deliver(text_event(user_id(1), "使い方", line.platform.issue_token(user_id(1))))
    assert stored(line) == 1
    settings = line.app.extensions["settings"]
    worker = open_job_queue(settings, line_jobs(line.desk, open_job_queue(settings)))
    until(worker.huey.pending_count)
    while task := worker.huey.dequeue():
        worker.huey.execute(task)
    assert "受信設定" in line.platform.texts(user_id(1))[0]
