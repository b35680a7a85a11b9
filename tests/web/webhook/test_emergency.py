"""Danger told through the signed webhook: whom to call comes first, at once and by callback, in the middle of a guide too."""

import json
from dataclasses import replace

import pytest

from tests.web.rasa_stand_in import ASKS_FOR_CARD, DANGERS, rasa_stand_in
from web.rasa_client import RasaClient
from web.webhook.work import answer_message


@pytest.fixture
def told(app):
    """What a dialogue that asks for the card is told."""
    with rasa_stand_in([ASKS_FOR_CARD]) as server:
        rasa = RasaClient(server.url, "token", 1.0)
        app.extensions["conversation"] = replace(app.extensions["conversation"], rasa=rasa)
        yield server.received
        rasa.close()


def said(words):
    return {"session_id": "s1", "message": words, "municipality": "ogaki"}


@pytest.mark.parametrize(("words", "number"), DANGERS)
def test_danger_comes_first_in_the_middle_of_a_guide(post, told, words, number):
    replies = [post(said(text)).json for text in ("引っ越しの手続きをしたい", words, "持っている")]
    assert [reply["reason"] for reply in replies] == ["procedure", "emergency", "procedure"]
    assert number in replies[1]["replies"][0]["text"]
    assert [body["message"] for _, body in told] == ["引っ越しの手続きをしたい", "持っている"]


@pytest.mark.parametrize(("words", "number"), DANGERS)
def test_danger_is_answered_to_the_callback(post, app, received, words, number):
    assert post(said(words) | {"id": "m1"}, "teams").status_code == 202
    answer_message(app.extensions["settings"], app.extensions["conversation"], "teams/m1")
    reply = json.loads(received[0][1])
    assert (reply["resolution"], reply["reason"]) == ("handoff", "emergency")
    assert number in reply["replies"][0]["text"]
