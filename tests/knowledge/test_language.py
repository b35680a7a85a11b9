import pytest

from knowledge.language import continued_language, detect_language, spoken_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can I get my certificate at a convenience store?", "en"),
        ("请问可以在便利店领取住民票吗？", "zh-Hans"),
        ("請問可以在便利商店領取證明書嗎？", "zh-Hant"),
        ("편의점에서 증명서를 받을 수 있나요?", "ko"),
        ("Tôi có thể lấy giấy chứng nhận ở cửa hàng tiện lợi không?", "vi"),
        ("Puwede ba akong kumuha ng sertipiko sa tindahan?", "fil"),
        ("住民票はコンビニで取れますか", None),
        ("令和6年度目標", None),
        ("DX", None),
        ("LINE", None),
        ("大垣市", None),
        ("12345", None),
        ("", None),
    ],
)
def test_language_of_a_text(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "chosen", "before", "spoken"),
    [
        ("since when?", "ja", "en", "en"),
        ("2", "ja", "ko", "ko"),
        ("什么时候", "ja", "zh-Hans", "zh-Hans"),
        ("担当は", "ja", "en", "ja"),
        ("目標", "ja", "en", "ja"),
        ("OK", "ja", "ja-easy", "ja"),
        ("OK", "ja", "", "ja"),
        ("OK", "vi", "en", "vi"),
    ],
)
def test_a_short_message_stays_in_the_language_spoken_before(text, chosen, before, spoken):
    assert continued_language(text, chosen, before) == spoken


def test_a_chosen_language_stays():
    assert spoken_language("ありがとう", "en") == "en"
    assert spoken_language("ありがとう", "ja") == "ja"
