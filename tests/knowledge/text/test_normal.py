import pytest

from knowledge.text.normal import as_spoken, hiragana, normalise, squeeze, visible


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＷｉーＦｉ　は？", "wiーfi は?"),
        ("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ", "マイナンバーカード"),
        ("令和６年度", "令和6年度"),
        ("すごーーーーーーい", "すごーーーい"),
        ("100000000", "100000000"),
        ("  改行\nも\tある ", "改行 も ある"),
        ("見え\u200bない", "見えない"),
    ],
)
def test_one_spelling(typed, folded):
    assert normalise(typed) == folded


def test_invisible_characters_are_dropped():
    assert visible("あ\u202eい\x00う") == "あいう"


@pytest.mark.parametrize(("typed", "key"), [("「書かない窓口」は、ある？", "書かない窓口はある"), ("Wi-Fi", "wifi"), ("データ", "データ")])
def test_squeezing_leaves_letters_and_digits(typed, key):
    assert squeeze(typed) == key


@pytest.mark.parametrize(
    ("typed", "spoken"),
    [
        ("トショカン ノ ヨヤク", "としょかん の よやく"),
        ("スマホカラデキマスカ", "すまほからできますか"),
        ("マイナンバーカード", "マイナンバーカード"),
        ("スマートシティ", "スマートシティ"),
        ("コンビニ デ住民票", "コンビニ デ住民票"),
        ("<p>住民票は<b>どこ</b></p>", "住民票は どこ"),
        ("<script>alert(1)</script>住民票", "住民票"),
        ("3<5 と 7>6", "3<5 と 7>6"),
        ("<br>", "<br>"),
    ],
)
def test_a_message_as_somebody_would_say_it(typed, spoken):
    assert as_spoken(typed) == spoken


def test_katakana_becomes_hiragana():
    assert hiragana("コンビニでヴ") == "こんびにでゔ"
