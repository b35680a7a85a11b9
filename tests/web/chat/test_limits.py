"""What the interface bears: too many questions, too large a body, other sites' scripts, and messages meant to do harm."""

import pytest
from sqlalchemy import func, select

from knowledge.store import EntryRow, transaction
from tests.resident import build_app
from web.message_log import MessageRow

OTHER = "https://example.jp"


def ask(client, message, session="limits", **headers):
    body = {"session_id": session, "message": message, "municipality": "ogaki"}
    return client.post("/api/chat", json=body, headers=headers)


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """An application that takes two questions a minute and lets one other site in."""
    return build_app(tmp_path_factory.mktemp("strict"), MADOGUCHI_RATE_LIMIT="2 per minute", MADOGUCHI_CORS_ORIGINS=OTHER)


def test_too_many_questions_are_asked_to_wait(strict):
    answers = [ask(strict.test_client(), "計画の期間は？", f"s{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "少し待って" in answers[-1].json["detail"]


def test_a_body_of_megabytes_is_refused(client):
    answer = ask(client, "あ" * 100_000)
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_a_form_of_megabytes_gets_a_page(client):
    answer = client.post("/", data={"message": "あ" * 100_000})
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert "長すぎます" in answer.text


def test_other_sites_are_let_in_only_where_a_setting_names_them(client, strict):
    name = "Access-Control-Allow-Origin"
    assert name not in client.options("/api/chat", headers={"Origin": OTHER}).headers
    assert strict.test_client().options("/api/chat", headers={"Origin": OTHER}).headers[name] == OTHER
    assert name not in strict.test_client().options("/api/chat", headers={"Origin": "https://example.com"}).headers


HOSTILE = [
    "<script>alert(1)</script>住民票はコンビニで取れますか",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE message; --",
    "住民票' OR '1'='1",
    "住民票\x00を\x1bコンビニで\x07取れますか",
    "\u202e住民票はコンビニで取れますか\u202c",
    "{{7*7}} ${7*7} %s %n",
    "../../etc/passwd",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_message_meant_to_do_harm_is_a_message_like_any_other(client, engine, text):
    with transaction(engine) as session:
        entries, messages = (session.scalar(select(func.count()).select_from(table)) for table in (EntryRow, MessageRow))
    answer = ask(client, text, "hostile")
    assert answer.status_code == 200
    assert "49" not in answer.json["replies"][0]["text"]
    with transaction(engine) as session:
        assert session.scalar(select(func.count()).select_from(EntryRow)) == entries
        assert session.scalar(select(func.count()).select_from(MessageRow)) == messages + 1
        kept = session.scalar(select(MessageRow.text).order_by(MessageRow.id.desc()).limit(1))
    assert not any(character in kept for character in "\x00\x1b\x07\u202e")


def test_who_tells_of_danger_is_heard_at_any_length(client):
    answer = ask(client, "聞いてください。" * 80 + "もう死にたい。" + "つらい。" * 20)
    assert (answer.status_code, answer.json["reason"]) == (200, "emergency")
