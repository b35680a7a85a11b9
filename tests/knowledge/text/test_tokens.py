import pytest

from knowledge.text.tokens import MAX_CHARACTERS, place_names, reading, tokenise, topic_words


@pytest.mark.parametrize("text", ["住民票をコンビニで取りたい", "ＡＩドリル は いつから？", "👋こんにちは。", ""])
def test_offsets_are_those_of_the_text(text):
    assert all(text[token.start : token.end] == token.surface for token in tokenise(text))


def test_words_that_say_the_topic():
    words = topic_words("住民票はコンビニで取れますか")
    assert {"住民", "票", "取れる"} <= set(words)
    assert not {"は", "で", "か", "ます"} & set(words)


def test_long_texts_are_cut():
    assert tokenise("あ" * (MAX_CHARACTERS + 50))[-1].end <= MAX_CHARACTERS


def test_reading_aloud():
    assert reading("佐渡市 計画") == "さどしけいかく"


@pytest.mark.parametrize(("text", "places"), [("大湊港の整備", ("大湊",)), ("両津湾の牡蠣", ("両津湾",)), ("日本の人口", ()), ("住民票がほしい", ())])
def test_places_that_a_text_names(text, places):
    assert place_names(text) == places
