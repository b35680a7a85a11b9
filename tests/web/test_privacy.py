"""What is hidden in a message, and what is left alone."""

import pytest

from web.privacy import MASK, is_card_number, is_personal_number, mask

# 123456789018 has a right check digit, 123456789012 has not.
HIDDEN = [
    "マイナンバーは123456789018です",
    "1234 5678 9018",
    "１２３４－５６７８－９０１８",
    "カードは4111 1111 1111 1111です",
    "電話は090-1234-5678です",
    "0584-81-4111に電話した",
    "03（1234）5678",
    "09012345678",
    "メールは taro.yamada@example.jp まで",
    "口座番号は1234567です",
    "普通預金 7654321",
    "みずほ銀行 新宿支店 1234567",
    "大垣共立銀行本店の1234567に振り込みたい",
    "記号12345 番号12345671",
    "口座番号 123-4567",
    "+81-90-1234-5678",
    "＋８１９０１２３４５６７８",
    "taro＠example.jp",
    "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
    "カードは4222222222222です",
]
LEFT = [
    "令和6年度の目標は1,040件ですか",
    "123456789012",
    "4111111111111112",
    "人口は161,123人",
    "2024年度と2025年度",
    "教室は10:00〜12:00",
    "郵便番号5038601",
    "住民票をコンビニで",
    "銀行の窓口は2025年に",
    "支店の数は1,040",
    "9784101010014は何の番号ですか",
    "JAは平日8:30〜17:00",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_personal_numbers_are_hidden(text):
    masked = mask(text)
    assert masked.hidden
    assert MASK in masked.text
    assert not any(
        run in masked.text for run in ("12345678", "4111", "1234567", "7654321", "example", "ｅｘａｍｐｌｅ", "123-4567", "42222", "90-1234", "１２３４５")
    )


@pytest.mark.parametrize("text", LEFT)
def test_other_numbers_are_left_alone(text):
    assert mask(text).text == text


def test_masking_twice_changes_nothing():
    once = mask("電話は090-1234-5678、番号は123456789018").text
    assert mask(once).text == once


@pytest.mark.parametrize(("number", "right"), [("123456789018", True), ("123456789012", False), ("12345678901", False), ("000000000000", True)])
def test_check_digit_of_personal_numbers(number, right):
    assert is_personal_number([int(c) for c in number]) is right


@pytest.mark.parametrize(("number", "right"), [("4111111111111111", True), ("4111111111111112", False), ("378282246310005", True), ("4111", False)])
def test_check_digit_of_cards(number, right):
    assert is_card_number([int(c) for c in number]) is right
