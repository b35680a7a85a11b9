import pytest

from knowledge.language import detect_language, spoken_language


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


def test_a_chosen_language_stays():
    assert spoken_language("ありがとう", "en") == "en"
    assert spoken_language("ありがとう", "ja") == "ja"
