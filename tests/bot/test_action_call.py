import pytest

ANSWERS = [
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "memory", "value": 1, "timestamp": None}], "responses": []},
    {"events": "none"},
    [],
    {"events": [{"event": "slot", "name": 7, "value": 1, "timestamp": None}], "responses": []},
    {"events": [{"event": "slot", "name": "memory", "value": 1, "timestamp": None}, {"event": 3}], "responses": []},
    {"events": [{"event": "followup", "name": "action_begin_procedure", "timestamp": None}], "responses": []},
]


@pytest.fixture(scope="module")
def call(in_rasa):
    return in_rasa("action_call", {"turns": 50, "answers": ANSWERS})


def test_only_the_last_turn_is_sent(call):
    events = call["bodies"][0]["tracker"]["events"]
    assert [event["event"] for event in events] == ["user"]
    assert events[0]["text"] == "それっていつから？"


def test_the_slots_are_sent_whole(call):
    assert call["bodies"][0]["tracker"]["slots"]["memory"] == 49


def test_only_the_validation_of_a_form_gets_the_domain(call):
    assert call["bodies"][0]["domain"] == {}
    assert "action_answer_question" in call["bodies"][1]["domain"]["actions"]


def test_an_answer_that_is_no_answer_is_refused(call):
    assert call["taken"] == [True, True, False, False, False, False, True]
