"""What of a message Rasa learns from: its words, sound and letters, and what its words mean."""

import pytest


@pytest.mark.parametrize(
    ("kind", "texts", "counted"),
    [
        ("words", ["ｺﾝﾋﾞﾆで取れる", ""], [["コンビニ", "で", "取れる"], [""]]),
        ("sound", ["何時からですか", "いつからですか"], [["^いつからですか$"], ["^いつからですか$"]]),
        ("letters", ["キャンセル したい", "ｷｬﾝｾﾙしたい", "きゃんせるしたい"], [["^きゃんせるしたい$"]] * 3),
    ],
)
def test_what_is_counted(in_rasa, kind, texts, counted):
    assert in_rasa("featurizers", {"counted": kind, "texts": texts})["counted"] == counted


def test_like_meanings_are_near(in_rasa):
    texts = ["クレジットカードで払えますか", "電子マネーで支払えますか", "川の水位が心配です", "。。。"]
    (_, itself), (_, like), (_, unlike), nothing = in_rasa("featurizers", {"counted": "words", "texts": texts})["likeness"]
    assert itself == pytest.approx(1.0, abs=1e-3)
    assert like > unlike + 0.2
    assert nothing[1] == 0.0
