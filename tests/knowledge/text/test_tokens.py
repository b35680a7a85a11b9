import pytest

from knowledge.text.tokens import MAX_CHARACTERS, reading, tokenise, topic_words


@pytest.mark.parametrize("text", ["住民票をコンビニで取りたい", "ＡＩドリル は いつから？", "👋こんにちは。", ""])
def test_offsets_are_those_of_the_text(text):
    assert all(text[token.start : token.end] == token.surface for token in tokenise(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("それっていつからですか？", ()),
        ("住民票はどこで取れますか", ("住民", "票", "取れる")),
        ("ありがとう", ("有り難う",)),
    ],
)
def test_words_that_say_the_topic(text, words):
    assert topic_words(text) == words


def test_long_texts_are_cut():
    assert tokenise("あ" * (MAX_CHARACTERS + 50))[-1].end <= MAX_CHARACTERS


def test_reading_aloud():
    assert reading("佐渡市 計画") == "さどしけいかく"
