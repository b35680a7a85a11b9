"""やさしい日本語 is told from officialese, and every easy answer passes."""

import pytest

from knowledge.readability import MAX_SENTENCE, Hardness, hard_parts, kanji_share

EASY = "はい、とれます。マイナンバーカードを もっていけば、コンビニで もらえます。"


@pytest.mark.parametrize(
    ("text", "hardness"),
    [
        ("あ" * MAX_SENTENCE + "。", Hardness.LONG_SENTENCE),
        ("市役所職員研修計画です。", Hardness.MANY_KANJI),
        ("スマホの教室を実施します。", Hardness.OFFICIALESE),
        ("みんなのデータをつなぐ基盤です。", Hardness.OFFICIALESE),
    ],
)
def test_hard_text_is_told(text, hardness):
    assert [part.hardness for part in hard_parts(text)] == [hardness]


def test_easy_text_passes():
    assert hard_parts(EASY) == ()


def test_advice_names_a_plain_word():
    (part,) = hard_parts("スマホで手つづきができるサービスを導入します。")
    assert (part.part, part.advice) == ("導入", "つかいはじめる")


@pytest.mark.parametrize(("text", "share"), [("", 0.0), ("、。", 0.0), ("市の人", 2 / 3), ("LINE", 0.0)])
def test_kanji_share(text, share):
    assert kanji_share(text) == pytest.approx(share)
