import pytest

TEXTS = {
    "ordinary": "住民票をコンビニで取れますか",
    "full width": "ＭａａＳは２０２５年度から？",
    "half-width kana": "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞはいつから",
    "emoji": "ごみの日👍🏽は　いつ？",
    "outside the basic plane": "𠮷田さんの戸籍",
    "blank lines": "  住民票\n\n印鑑証明  ",
    "zero width": "住民\u200b票がほしい",
    "nothing but blanks": " 　\n",
}


@pytest.fixture(scope="module")
def tokens(in_rasa):
    return dict(zip(TEXTS, in_rasa("components", {"component": "sudachi_tokenizer", "texts": list(TEXTS.values())}), strict=True))


@pytest.mark.parametrize("case", TEXTS)
def test_offsets_are_those_of_the_text_as_typed(tokens, case):
    for surface, start, end, _lemma, _reading in tokens[case]:
        assert TEXTS[case][start:end] == surface


@pytest.mark.parametrize("case", TEXTS)
def test_no_letter_is_lost(tokens, case):
    assert "".join(token[0] for token in tokens[case]).split() == ["".join(TEXTS[case].split())][: len(tokens[case])]


def test_the_lemma_is_the_normalised_form(tokens):
    assert next(lemma for *_, lemma, _reading in tokens["full width"]) == "maas"
    assert "取れる" in [lemma for *_, lemma, _reading in tokens["ordinary"]]


def test_the_reading_is_hiragana(tokens):
    assert "".join(token[4] for token in tokens["ordinary"]) == "じゅうみんひょうをこんびにでとれますか"
    assert "".join(token[4] for token in tokens["half-width kana"]).startswith("まいなんばーかーど")


def test_blanks_alone_yield_no_token(tokens):
    assert tokens["nothing but blanks"] == []
