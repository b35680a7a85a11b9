import pytest

from knowledge.question import read_question
from knowledge.text.city_name import CityNames

NAMES = CityNames({"ogaki": ["大垣市", "大垣"], "mutsu": ["むつ市", "むつ"]})


@pytest.mark.parametrize(
    "text",
    [
        "それっていつから？",
        "担当は？",
        "もっと詳しく",
        "令和9年度は？",
        "じゃあ大垣市は？",
        "どこに書いてある？",
        "大垣に戻って、目標は？",
        "何件ですか",
        "その手数料は？",
        "いつまで？",
        "だれ向け？",
        "目的は何ですか",
    ],
)
def test_follow_ups_lean_on_the_message_before(text):
    assert not read_question(text, NAMES).stands_alone


@pytest.mark.parametrize("text", ["住民票はコンビニで取れますか", "AIドリルはいつから？", "むつ市の施設予約は？", "電子契約の担当は？", "この計画の期間は？"])
def test_full_questions_stand_alone(text):
    assert read_question(text, NAMES).stands_alone


def test_the_city_is_taken_out_of_the_text_and_kept():
    question = read_question("大垣市の電子図書館は？", NAMES)
    assert (question.cities, question.text) == (("ogaki",), "電子図書館は?")


def test_the_years_are_kept_once():
    assert read_question("令和6年度、R6年度と2027年度の目標", NAMES).years == (2024, 2027)


@pytest.mark.parametrize(("text", "contrasts"), [("じゃあDXだと？", True), ("施設予約は？", True), ("施設予約について教えて", False)])
def test_contrasts(text, contrasts):
    assert read_question(text, NAMES).contrasts is contrasts


@pytest.mark.parametrize(
    ("text", "narrows"),
    [
        ("70歳以上に限るとどうですか", True),
        ("じゃあ2番目に多いのは？", True),
        ("次に多いのは？", True),
        ("じゃあ施設予約は？", False),
        ("次の計画はいつ", False),
    ],
)
def test_narrowing_asks_for_a_part_of_what_was_told(text, narrows):
    assert read_question(text, NAMES).narrows is narrows


@pytest.mark.parametrize(
    ("text", "points"), [("その担当は", True), ("このアプリは何", False), ("このさき職員はどうなる", False), ("このまま人が減ると", False)]
)
def test_pointing_back(text, points):
    assert read_question(text, NAMES).points_back is points
