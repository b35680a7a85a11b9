import pytest

from actions.tracker_memory import keep_memory, note_shown, read_memory
from knowledge.aspect import Aspect
from knowledge.memory import Memory
from knowledge.reply import Choice, Outcome, Reply
from knowledge.resolution import Resolution
from tests.actions.conftest import tracker


@pytest.mark.parametrize(
    "memory",
    [
        Memory(municipality="ogaki"),
        Memory("mutsu", "mutsu.cashless", Aspect.WHEN, "窓口でキャッシュレスは？", ("mutsu.cloud",), ("mutsu.rpa", "mutsu.telework")),
    ],
)
def test_what_is_kept_is_read_again(memory):
    kept = keep_memory(memory)[0]["value"]
    assert read_memory(tracker("", slots={"memory": kept}, city=None)) == memory


@pytest.mark.parametrize(("easy", "sent", "spoken"), [(True, "ja", "ja-easy"), (True, "en", "en"), (False, "ja", "ja"), (False, "ja-easy", "ja-easy")])
def test_easy_japanese_stays_until_another_language_is_written(easy, sent, spoken):
    kept = keep_memory(Memory(easy=easy))[0]["value"]
    assert read_memory(tracker("", slots={"memory": kept}, language=sent)).language == spoken


def test_a_short_foreign_message_stays_in_its_language():
    kept = keep_memory(Memory(language="en"))[0]["value"]
    assert read_memory(tracker("since when?", slots={"memory": kept})).language == "en"


def test_tapping_a_japanese_choice_does_not_end_a_foreign_conversation():
    choice = Choice("トキは野生で暮らしていますか", "トキは野生で暮らしていますか")
    memory = note_shown(Outcome(Resolution.ANSWERED, "confident_match", (Reply("answer", "", related=(choice,)),), Memory(language="en")))
    kept = keep_memory(memory)[0]["value"]
    assert read_memory(tracker(choice.message, slots={"memory": kept})).language == "en"
    assert read_memory(tracker("担当は？", slots={"memory": kept})).language == "ja"


@pytest.mark.parametrize(("kept", "sent", "city"), [(None, "sado", "sado"), ("ogaki", "sado", "ogaki"), (None, None, None)])
def test_the_city_of_the_conversation_comes_first(kept, sent, city):
    slot = keep_memory(Memory(municipality=kept))[0]["value"]
    assert read_memory(tracker("", slots={"memory": slot}, city=sent)).municipality == city
