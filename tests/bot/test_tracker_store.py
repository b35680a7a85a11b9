import pytest

SHORT, LONG, IN_A_FORM = {"turns": 3, "form": None}, {"turns": 40, "form": None}, {"turns": 40, "form": "guide"}
# Reading starts after the action that opens the session.
OPENING = 1


@pytest.fixture(scope="module")
def kept(in_rasa):
    return in_rasa("tracker_store", [SHORT, LONG, IN_A_FORM])


def test_a_short_conversation_stays_as_it_is(kept):
    assert kept[0]["read"] + OPENING == kept[0]["stored"] == 3 * 4 + 3


def test_a_long_conversation_is_read_as_a_short_one(kept):
    assert kept[1]["read"] < 10 < kept[1]["stored"]


def test_folding_keeps_the_memory_and_rests_between_two_turns(kept):
    assert kept[1]["memory"] == 39
    assert kept[1]["listens"]


def test_silence_ends_a_conversation_however_long_it_was(kept):
    assert [case["over_after"] for case in kept] == [{"5": False, "31": True}] * 3


def test_a_form_under_way_is_never_cut(kept):
    assert kept[2]["form"] == "guide"
    assert kept[2]["read"] + OPENING == kept[2]["stored"]


def test_each_event_is_stored_once(kept):
    assert [case["told_later"] for case in kept] == [4, 4, 4]
