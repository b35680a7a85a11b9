import asyncio
import re

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.opinions import AskOpinionConfirmed, StoreOpinion, ValidateOpinionForm, WithdrawOpinion
from tests.actions.conftest import run, tracker

pytestmark = pytest.mark.usefixtures("live")
WISH = "公園にベンチを置いてほしい"


def text(done):
    return done.said[0]["replies"][0]["text"]


def stored():
    done = run(StoreOpinion(), tracker("はい", intent="affirm", slots={"opinion": WISH, "opinion_confirmed": True}))
    return done.slots["receipt"], done


def test_an_opinion_is_read_back():
    done = run(AskOpinionConfirmed(), tracker(WISH, slots={"opinion": WISH}))
    assert WISH in text(done)
    assert [choice["label"] for choice in done.said[0]["replies"][0]["choices"]] == ["はい", "いいえ"]


@pytest.mark.parametrize(
    ("message", "intent", "requested", "found"),
    [
        ("はい", "affirm", "opinion_confirmed", {"opinion_confirmed": True}),
        ("それでお願いします", "affirm", "opinion_confirmed", {"opinion_confirmed": True}),
        ("1", "choose", "opinion_confirmed", {"opinion_confirmed": True}),
        ("２番", "choose", "opinion_confirmed", {"opinion_confirmed": False}),
        ("いいえ", "deny", "opinion_confirmed", {"opinion_confirmed": False}),
        ("担当は？", "ask_who", "opinion_confirmed", {}),
        ("1", "choose", "opinion", {}),
    ],
)
def test_confirmed_in_words_by_tap_or_by_number(message, intent, requested, found):
    state = tracker(message, intent=intent, slots={"requested_slot": requested})
    assert asyncio.run(ValidateOpinionForm().extract_opinion_confirmed(CollectingDispatcher(), state, {})) == found


def test_confirmed_it_is_stored_with_a_receipt_and_the_slots_are_emptied():
    receipt, done = stored()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", receipt) and receipt in text(done)
    assert (done.slots["opinion"], done.slots["opinion_confirmed"]) == (None, None)


def test_declined_it_is_dropped():
    done = run(StoreOpinion(), tracker("いいえ", intent="deny", slots={"opinion": WISH, "opinion_confirmed": False}))
    assert "お預かりしませんでした" in text(done) and "receipt" not in done.slots


@pytest.mark.parametrize("message", ["意見を取り下げたい {0}", "{0}を取り下げて", "意見を取り下げたい"])
def test_withdrawn_by_receipt_or_the_last_one(message):
    receipt, _ = stored()
    state = tracker(message.format(receipt.lower()), intent="withdraw_opinion", slots={"receipt": receipt})
    assert receipt in text(run(WithdrawOpinion(), state))
    assert "見つかりませんでした" in text(run(WithdrawOpinion(), state))


def test_nothing_to_withdraw():
    assert "見つかりませんでした" in text(run(WithdrawOpinion(), tracker("意見を取り下げたい", intent="withdraw_opinion")))
