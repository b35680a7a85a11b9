"""The programming interface: real responses against openapi.yaml, and what is refused."""

import json
from pathlib import Path

import pytest
from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from sqlalchemy import select
from werkzeug.test import EnvironBuilder

from knowledge.feedback import FeedbackRow
from knowledge.store import transaction

READERS = {"application/problem+json": json.loads}
CONTRACT = OpenAPI.from_file_path(Path(__file__).parents[3] / "web/chat/openapi.yaml", config=Config(extra_media_type_deserializers=READERS))


@pytest.fixture
def post(client):
    """Posts JSON and holds the response against the contract."""

    def send(path, body, *, well_formed=True):
        response = client.post(path, json=body)
        request = WerkzeugOpenAPIRequest(EnvironBuilder(method="POST", path=path, json=body).get_request())
        if well_formed:
            CONTRACT.validate_request(request)
        CONTRACT.validate_response(request, WerkzeugOpenAPIResponse(response))
        return response

    return send


@pytest.mark.parametrize(
    ("message", "municipality", "resolution"),
    [
        ("住民票はコンビニで取れますか", "ogaki", "answered"),
        ("データを活用した事業立案数の目標は？", "sasebo", "answered"),
        ("住民票はコンビニで取れますか", None, "clarifying"),
        ("おいしいラーメン屋はどこですか", "ogaki", "fallback"),
    ],
)
def test_answers_keep_to_the_contract(post, message, municipality, resolution):
    response = post("/api/chat", {"session_id": f"c-{municipality}-{len(message)}", "message": message, "municipality": municipality, "language": "ja"})
    assert response.json["resolution"] == resolution


def test_an_answer_without_a_dialogue_keeps_to_the_contract(post, dialogue):
    dialogue.away = True
    try:
        response = post("/api/chat", {"session_id": "away", "message": "住民票はコンビニで取れますか", "municipality": "ogaki"})
    finally:
        dialogue.away = False
    assert response.json["replies"][0]["type"] == "notice"
    assert response.json["resolution"] == "answered"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "質問"}, 422),
        ({"session_id": "日本語", "message": "質問"}, 422),
        ({"session_id": "x" * 65, "message": "質問"}, 422),
        ({"session_id": "s", "message": ""}, 422),
        ({"session_id": "s", "message": "\u200b \u3000"}, 422),
        ({"session_id": "s", "message": 5}, 422),
        ({"session_id": "s", "message": "あ" * 501}, 413),
        ({"session_id": "s", "message": "質問", "municipality": "tokyo"}, 422),
        ({"session_id": "s", "message": "質問", "language": "xx"}, 422),
        (["list"], 400),
    ],
)
def test_bad_questions_get_a_problem_in_japanese(post, body, status):
    response = post("/api/chat", body, well_formed=False)
    assert response.status_code == status == response.json["status"]
    assert response.json["title"]
    assert response.json["detail"].endswith("。")


def test_what_is_no_json_is_refused(client):
    assert client.post("/api/chat", data="message=a", content_type="application/x-www-form-urlencoded").status_code == 415
    assert client.post("/api/chat", data=b"{\xff", content_type="application/json").status_code == 400


@pytest.mark.parametrize("text", ["じゅうみん", "住民", "ジュウミンヒョウ", "こんびに"])
def test_suggestions(post, text):
    response = post("/api/suggestions", {"text": text, "municipality": "ogaki"})
    assert "住民票などの証明書はコンビニで取れますか" in [found["message"] for found in response.json["suggestions"]]


@pytest.mark.parametrize("text", ["", "  ", "zzzzzz", None, "あ" * 10_000])
def test_nothing_to_suggest(client, text):
    assert client.post("/api/suggestions", json={"text": text}).json == {"suggestions": []}


def test_feedback_is_stored_masked(post, engine):
    answer = post("/api/chat", {"session_id": "mark", "message": "住民票はコンビニで取れますか", "municipality": "ogaki"}).json
    body = {"session_id": "mark", "message_id": answer["message_id"], "verdict": "unsolved", "comment": "a@example.jp に連絡を"}
    assert post("/api/feedback", body).status_code == 204
    with transaction(engine) as session:
        row = session.scalars(select(FeedbackRow).where(FeedbackRow.session == "mark")).one()
    assert (row.verdict, row.entry_id) == ("unsolved", "ogaki.convenience-store-certificates")
    assert "example" not in row.comment


def test_a_reason_told_after_the_mark_joins_it(post, engine):
    answer = post("/api/chat", {"session_id": "why", "message": "住民票はコンビニで取れますか", "municipality": "ogaki"}).json
    body = {"session_id": "why", "message_id": answer["message_id"], "verdict": "unsolved"}
    for comment in ({}, {"comment": "内容が難しかった"}):
        assert post("/api/feedback", body | comment).status_code == 204
    with transaction(engine) as session:
        [row] = session.scalars(select(FeedbackRow).where(FeedbackRow.session == "why"))
    assert (row.verdict, row.comment) == ("unsolved", "内容が難しかった")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"session_id": "another"}, 404),
        ({"message_id": 10**9}, 404),
        ({"message_id": "1; drop"}, 404),
        ({"verdict": "great"}, 422),
        ({"comment": "あ" * 501}, 413),
    ],
)
def test_feedback_on_what_was_not_said(post, change, status):
    answer = post("/api/chat", {"session_id": "mark2", "message": "住民票はコンビニで取れますか", "municipality": "ogaki"}).json
    response = post("/api/feedback", {"session_id": "mark2", "message_id": answer["message_id"], "verdict": "solved"} | change, well_formed=False)
    assert response.status_code == status
