import pytest

from actions.answer_question import AnswerQuestion
from actions.choose import Accept, Choose, Decline
from actions.compare_cities import CompareCities
from actions.hand_over import HandOver
from actions.refuse import Refuse
from actions.speak_easily import SpeakEasily
from actions.start_over import StartOver
from tests.actions.conftest import run, tracker

pytestmark = pytest.mark.usefixtures("live")


def remembered(**changed):
    empty = {"municipality": "ogaki", "entry_id": "ogaki.e-library", "aspect": "what", "question": "電子図書館では何ができますか"}
    return {"memory": empty | {"offered": [], "runners_up": [], "easy": False, "language": "ja"} | changed}


def test_a_question_is_answered_and_remembered():
    done = run(AnswerQuestion(), tracker("電子図書館では何ができますか"))
    assert done.said[0]["resolution"] == "answered"
    assert done.slots["memory"]["entry_id"] == "ogaki.e-library"


def test_a_follow_up_is_answered_from_the_same_entry():
    done = run(AnswerQuestion(), tracker("どこに書いてある？", intent="ask_source", slots=remembered()))
    assert (done.said[0]["reason"], done.slots["memory"]["aspect"]) == ("follow_up", "source")


def test_the_conversations_city_comes_before_the_pages():
    done = run(AnswerQuestion(), tracker("電子図書館では何ができますか", slots=remembered(), city="sado"))
    assert done.said[0]["municipality"] == "ogaki"


def test_the_pages_language_is_spoken():
    done = run(AnswerQuestion(), tracker("電子図書館では何ができますか", language="ja-easy"))
    assert done.slots["memory"]["language"] == "ja-easy"


def test_our_own_failure_is_said_in_plain_words(live, monkeypatch, caplog):
    monkeypatch.setattr(live, "clerk", None)
    monkeypatch.setattr("actions.answering.held_clerk", lambda: {}["gone"])
    done = run(AnswerQuestion(), tracker("秘密の質問です"))
    assert (done.said[0]["resolution"], done.events) == ("error", [])
    assert "秘密の質問" not in caplog.text


def test_a_choice_is_taken():
    slots = remembered(entry_id=None, offered=["ogaki.garbage-app", "ogaki.childcare-app"], question="アプリ")
    assert run(Choose(), tracker("二つ目", intent="choose", slots=slots)).slots["memory"]["entry_id"] == "ogaki.childcare-app"
    assert run(Decline(), tracker("いいえ", intent="deny", slots=slots)).said[0]["reason"] == "none_of_these"


def test_yes_takes_the_only_offer():
    slots = remembered(entry_id=None, offered=["sasebo.red-tide"], question="赤潮を見張る仕組みはありますか")
    assert run(Accept(), tracker("はい", intent="affirm", slots=slots)).slots["memory"]["entry_id"] == "sasebo.red-tide"


@pytest.mark.parametrize(
    ("action", "text", "reason"),
    [
        (CompareCities(), "ほかの市では？", "comparison"),
        (HandOver(), "職員と話したい", "requested"),
        (Refuse(), "おいしいラーメン屋は？", "out_of_scope"),
        (SpeakEasily(), "やさしい日本語で", "follow_up"),
        (StartOver(), "最初から", "start_over"),
    ],
    ids=lambda value: value.name() if hasattr(value, "name") else None,
)
def test_one_message_one_action(action, text, reason):
    assert run(action, tracker(text, slots=remembered())).said[0]["reason"] == reason


@pytest.mark.parametrize("text", ["I want to pay my taxes", "我要搬家", "이사하려고 해요"])
def test_a_foreign_wish_begins_the_guide(text):
    assert run(AnswerQuestion(), tracker(text, intent="nlu_fallback")).next == "action_begin_procedure"


def test_a_wish_taken_for_a_question_begins_the_guide():
    done = run(AnswerQuestion(), tracker("佐世保に引っ越します"))
    assert (done.said, done.next) == ([], "action_begin_procedure")
