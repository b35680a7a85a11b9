"""What is sent to Rasa, and what is made of its answer."""

import pytest

from tests.web.rasa_stand_in import rasa_stand_in
from web.errors import DialogueUnavailable
from web.rasa_client import Message, RasaClient, merge

MESSAGE = Message("s1", "住民票は？", "ogaki", "ja", "web")
ANSWER = {"resolution": "answered", "reason": "confident_match", "municipality": "ogaki", "replies": [{"type": "answer", "text": "はい。"}]}


def send(server, message=MESSAGE, timeout=3.0):
    client = RasaClient(server.url, "token", timeout)
    try:
        return client.send(message)
    finally:
        client.close()


def test_the_message_goes_with_token_city_and_language():
    with rasa_stand_in([{"custom": ANSWER}]) as server:
        send(server)
    authorization, body = server.received[0]
    assert authorization == "Bearer token"
    assert body["sender"] == "web:s1"
    assert body["metadata"] == {"municipality": "ogaki", "language": "ja", "channel": "web"}


def test_an_outcome_passes_as_it_is():
    with rasa_stand_in([{"custom": ANSWER}]) as server:
        assert send(server) == ANSWER


def test_a_named_sentence_is_said_in_the_residents_language():
    part = {"resolution": "smalltalk", "reason": "greet", "sentence": "greeting"}
    with rasa_stand_in([{"custom": part}]) as server:
        assert "こんにちは" in send(server)["replies"][0]["text"]


def test_a_question_back_comes_with_its_choices():
    part = {"resolution": "clarifying", "reason": "procedure", "sentence": "ask_card", "choices": ["have_card", "have_no_card"]}
    with rasa_stand_in([{"custom": part}]) as server:
        assert [choice["message"] for choice in send(server)["replies"][0]["choices"]] == ["持っている", "持っていない"]


@pytest.mark.parametrize("kind", ["refused", "failing", "slow", "silent"])
def test_what_rasa_fails_to_say_is_one_error(kind):
    parts = [] if kind == "silent" else [{"custom": ANSWER}]
    with rasa_stand_in(parts, status=500 if kind == "failing" else 200, delay=0.4 if kind == "slow" else 0) as server:
        url = "http://127.0.0.1:1" if kind == "refused" else server.url
        client = RasaClient(url, "token", 0.2)
        with pytest.raises(DialogueUnavailable):
            client.send(MESSAGE)
        client.close()


def test_several_utterances_become_one_reply_under_the_weightiest_resolution():
    asked_back = {"resolution": "clarifying", "reason": "procedure", "municipality": "ogaki", "replies": [{"type": "text", "text": "カードは？"}]}
    merged = merge([asked_back, ANSWER])
    assert merged["resolution"] == "answered"
    assert [reply["text"] for reply in merged["replies"]] == ["カードは？", "はい。"]
