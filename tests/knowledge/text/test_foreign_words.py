from pathlib import Path

import pytest

from knowledge.text.foreign_words import japanese_words, meant_topics


def meant(text):
    return "".join(token.surface for token in japanese_words(text))


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("Since when?", "いつ"),
        ("什么时候开始", "いつ始まる何"),
        ("언제부터인가요", "いつ"),
        ("bao giờ bắt đầu", "いつ始まる"),
        ("magkano po ito", "いくら"),
        ("salamat", "ありがとう"),
        ("그만할래요", "中止"),
    ],
)
def test_a_foreign_message_is_told_in_japanese_words(text, japanese):
    assert set(meant(text)) == set(japanese)


@pytest.mark.parametrize("text", ["Wi-Fiはどこで使えますか", "AIドリルって何", "DX", "RPA", "Society 5.0", "住民票", "防災 観光"])
def test_what_is_not_foreign_stays_as_it_is(text):
    assert japanese_words(text) == ()


@pytest.mark.parametrize("text", ["this is nothing", "whenever", "kailangan"])
def test_a_word_between_blanks_must_stand_alone(text):
    assert "いつ" not in meant(text)


def test_a_word_is_said_once():
    assert meant("when, when and until when?") == "いつ"


@pytest.mark.parametrize(("text", "topics"), [("cảm ơn nhiều", ("有り難う",)), ("観光 目標", ("観光", "目標")), ("観光の目標", ("観光", "目標"))])
def test_topics_of_a_foreign_message_are_japanese(text, topics):
    assert meant_topics(text) == topics


def test_no_line_is_empty_or_says_a_word_twice():
    text = (Path(__file__).parents[3] / "knowledge" / "text" / "foreign_words.yml").read_text(encoding="utf-8")
    for line in (line for line in text.splitlines() if not line.startswith("#")):
        japanese, _, words = line.partition(": ")
        assert japanese and words
        assert len(set(words.split(", "))) == len(words.split(", ")), line
