import pytest

from knowledge.bare_word import entries_on
from knowledge.question import read_question
from knowledge.text.city_name import CityNames

NAMES = CityNames({"sasebo": ["佐世保市", "佐世保"]})


def found(catalogue, text):
    return entries_on(read_question(text, NAMES), catalogue.municipalities["sasebo"].entries)


@pytest.mark.parametrize("text", ["ドローン", "ドローンのこと", "佐世保市のドローン", "アプリについて"])
def test_a_bare_word_of_several_entries(catalogue, text):
    assert len(found(catalogue, text)) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "ドローンはいつから？",
        "災害でドローンを使いますか",
        "じゃあドローンは？",
        "ワーケーション",
        "予約したい",
        "ドローンについて教えて",
        "アプリを教えて",
        "",
    ],
)
def test_a_question_or_a_word_of_one_entry_is_none(catalogue, text):
    assert found(catalogue, text) == ()
