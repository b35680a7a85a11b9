"""The generic webhook: signed questions in, the chat API's replies out."""

import json

import pytest

from tests.web.webhook.conftest import SECRET
from web.webhook.signature import SIGNATURE_HEADER, TIME_HEADER, is_signed
from web.webhook.work import CallbackUnavailable, answer_message

QUESTION = {"session_id": "s1", "message": "住民票をコンビニで取れますか", "municipality": "ogaki"}


def test_the_reply_comes_in_the_response(post):
    answer = post(QUESTION)
    assert (answer.status_code, answer.json["session_id"], answer.json["resolution"]) == (200, "s1", "answered")
    assert any(reply.get("entry_id") == "ogaki.convenience-store-certificates" for reply in answer.json["replies"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another secret of ours"},
        {"age": 301},
        {"age": -301},
        {SIGNATURE_HEADER: ""},
        {SIGNATURE_HEADER: "sha256=00"},
        {TIME_HEADER: "now"},
        {TIME_HEADER: "9" * 40},
        {TIME_HEADER: "-1"},
    ],
)
def test_a_bad_signature_gets_401(post, wrong):
    assert post(QUESTION, **wrong).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b"{", 400),
        ({}, 422),
        (QUESTION | {"session_id": "x y"}, 422),
        (QUESTION | {"message": ""}, 422),
        (QUESTION | {"message": "　"}, 422),
        (QUESTION | {"message": 5}, 422),
        (QUESTION | {"message": "あ" * 501}, 413),
        (QUESTION | {"municipality": "atlantis"}, 422),
        (QUESTION | {"language": "tlh"}, 422),
        (QUESTION | {"id": ""}, 422),
    ],
)
def test_what_the_interface_does_not_take(post, body, status):
    answer = post(body)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["detail"].endswith(("。", "）。"))


def test_an_unknown_channel_gets_404(post):
    assert post(QUESTION, "nowhere").status_code == 404


def test_the_reply_goes_to_the_callback_once(post, app, received):
    for _ in range(2):
        assert post(QUESTION | {"id": "m1"}, "teams").status_code == 202
    for _ in range(2):
        answer_message(app.extensions["settings"], app.extensions["conversation"], "teams/m1")
    [(headers, body)] = received
    assert is_signed(SECRET, (headers[TIME_HEADER], headers[SIGNATURE_HEADER]), body, clock=float(headers[TIME_HEADER]))
    reply = json.loads(body)
    assert (reply["id"], reply["session_id"], reply["resolution"]) == ("m1", "s1", "answered")


def test_a_callback_that_is_away_gets_the_same_reply_later(post, app, received, monkeypatch):
    import web.webhook.work as work

    post(QUESTION | {"id": "m2", "message": "電話は090-1234-5678です"}, "teams")
    with monkeypatch.context() as patch, pytest.raises(CallbackUnavailable):
        patch.setattr(work, "hand_over", lambda *_: (_ for _ in ()).throw(CallbackUnavailable("away")))
        answer_message(app.extensions["settings"], app.extensions["conversation"], "teams/m2")
    answer_message(app.extensions["settings"], app.extensions["conversation"], "teams/m2")
    assert len(received) == 1
    assert b"1234-5678" not in received[0][1]
