"""Danger told in LINE: whom to call comes first, in the middle of a procedure guide too, and the guide goes on afterwards."""

from dataclasses import replace

import pytest

from tests.web.rasa_stand_in import ASKS_FOR_CARD, DANGERS, rasa_stand_in
from web.rasa_client import RasaClient


@pytest.fixture
def guided(line):
    """LINE with a dialogue that asks for the card, and what the dialogue was told."""
    with rasa_stand_in([ASKS_FOR_CARD]) as server:
        rasa = RasaClient(server.url, "token", 1.0)
        yield replace(line, desk=replace(line.desk, conversation=replace(line.desk.conversation, rasa=rasa))), server.received
        rasa.close()


@pytest.mark.parametrize(("words", "number"), DANGERS)
def test_danger_comes_first_in_the_middle_of_a_guide(guided, words, number):
    line, told = guided
    assert "マイナンバーカード" in line.say("引っ越しの手続きをしたい")[0]["text"]
    assert number in line.say(words)[0]["text"]
    assert "マイナンバーカード" in line.say("わからない")[0]["text"]
    assert [body["message"] for _, body in told] == ["引っ越しの手続きをしたい", "わからない"]


@pytest.mark.parametrize(("words", "number"), DANGERS)
def test_danger_is_answered_first_and_without_the_dialogue(line, words, number):
    messages = line.say(f"{words}。電話は090-1234-5678です")
    assert number in messages[0]["text"]
    assert [sent.kind for sent in line.platform.sent] == ["reply"]


def test_danger_comes_before_a_menu_that_waits_for_a_number(line):
    line.say("受信設定")
    assert "119" in line.say("家が燃えています")[0]["text"]
