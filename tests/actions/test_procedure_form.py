import asyncio

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.begin_procedure import BeginProcedure
from actions.procedure_form import Advise, AskCity, ValidateProcedureForm
from knowledge.sentence import sentences
from tests.actions.conftest import run, tracker

pytestmark = pytest.mark.usefixtures("live")


def extracted(slot, text, *, intent="ask", requested=None):
    state = tracker(text, intent=intent, slots={"requested_slot": requested, "procedure": "moving"})
    return asyncio.run(getattr(ValidateProcedureForm(), f"extract_{slot}")(CollectingDispatcher(), state, {}))


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("引っ越しの手続きをしたい", {"procedure": "moving", "card": None, "way": None, "city": "ogaki"}),
        ("佐世保に引っ越します", {"procedure": "moving", "card": None, "way": None, "city": "sasebo"}),
        ("住民票をスマホで取りたい。カードはある", {"procedure": "certificate", "card": True, "way": "phone", "city": "ogaki"}),
    ],
)
def test_a_procedure_begins_with_what_was_told(text, slots):
    done = run(BeginProcedure(), tracker(text, intent="procedure"))
    assert ({name: done.slots[name] for name in slots}, done.next) == (slots, "procedure_form")


@pytest.mark.parametrize(("text", "language", "tap"), [("我要搬家", "zh-Hans", "我有"), ("Lilipat ako ng bahay", "fil", "Mayroon ako")])
def test_the_language_of_the_wish_is_kept_for_the_taps(text, language, tap):
    kept = run(BeginProcedure(), tracker(text, intent="procedure", language=language)).slots
    state = tracker(tap, slots=kept | {"requested_slot": "card"})
    assert asyncio.run(ValidateProcedureForm().extract_card(CollectingDispatcher(), state, {})) == {"card": True}


def test_a_question_after_all_is_answered():
    done = run(BeginProcedure(), tracker("コンビニで住民票は取れますか", intent="procedure"))
    assert (done.said[0]["resolution"], done.next) == ("answered", None)


@pytest.mark.parametrize(
    ("slot", "text", "intent", "requested", "found"),
    [
        ("card", "はい", "affirm", "card", {"card": True}),
        ("card", "いいえ", "deny", "card", {"card": False}),
        ("card", "2番", "choose", "card", {"card": False}),
        ("card", "やっぱりカードはない", "correct_detail", "way", {"card": False}),
        ("card", "はい", "affirm", "way", {}),
        ("card", "マイナンバーカードは何に使えますか", "ask", "card", {}),
        ("way", "窓口で", "correct_detail", "way", {"way": "counter"}),
        ("way", "1", "choose", "way", {"way": "phone"}),
        ("way", "1", "choose", "card", {}),
        ("card", "よくわからない", "not_resolved", "card", {"card": "unknown"}),
        ("way", "どちらでもいい", "ask_where", "way", {"way": "unknown"}),
        ("way", "よくわからない", "not_resolved", "card", {}),
        ("way", "窓口は何時までですか", "ask", "way", {}),
        ("city", "佐世保です", "other_city", "city", {"city": "sasebo"}),
        ("city", "3", "choose", "city", {"city": "ogaki"}),
        ("city", "佐世保市の人口は何人ですか", "ask", "way", {}),
    ],
)
def test_what_a_message_tells(slot, text, intent, requested, found):
    assert extracted(slot, text, intent=intent, requested=requested) == found


@pytest.mark.parametrize(("procedure", "asked"), [("moving", ["city", "card", "way"]), ("tax", ["city", "way"]), ("road", ["city"])])
def test_only_what_a_procedure_needs_is_asked(procedure, asked):
    state = tracker("", slots={"procedure": procedure})
    assert asyncio.run(ValidateProcedureForm().required_slots([], CollectingDispatcher(), state, {})) == asked


def test_the_cities_are_offered():
    said = run(AskCity(), tracker("引っ越します", city=None)).said[0]
    assert len(said["replies"][0]["choices"]) == 5


def test_who_cannot_tell_is_shown_both_ways():
    done = run(Advise(), tracker("わからない", slots={"procedure": "moving", "card": "unknown", "way": "unknown", "city": "ogaki"}))
    assert all(part in done.said[0]["replies"][0]["text"] for part in ("オンラインの手続き", "書かない窓口"))


def test_a_foreign_tap_is_taken():
    state = tracker("I have one", language="en", intent="nlu_fallback", slots={"requested_slot": "card", "procedure": "moving"})
    label = sentences("en").say("have_card")
    state.latest_message["text"] = label
    assert asyncio.run(ValidateProcedureForm().extract_card(CollectingDispatcher(), state, {})) == {"card": True}


def test_the_end_speaks_of_the_city_told():
    done = run(Advise(), tracker("窓口で", slots={"procedure": "moving", "card": False, "way": "counter", "city": "sasebo"}))
    assert (done.said[0]["reason"], done.said[0]["municipality"]) == ("procedure", "sasebo")
