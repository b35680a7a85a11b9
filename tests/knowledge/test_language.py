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
        ("大垣市", "ja", "en", "en"),
        ("むつ市", "ja", "vi", "vi"),
        ("My Number Card", "en", "fil", "fil"),
        ("Sa smartphone o computer", "en", "fil", "fil"),
    ],
)
def test_a_short_message_stays_in_the_language_spoken_before(text, chosen, before, spoken):
    assert continued_language(text, chosen, before) == spoken


def test_tapping_what_was_offered_in_japanese_stays_in_the_language():
    label = "トキは野生で暮らしていますか"
    assert continued_language(label, "ja", "en", shown=(label,)) == "en"
    assert continued_language(label, "ja", "en", shown=("ほかの質問",)) == "ja"


@pytest.mark.parametrize(("text", "language"), [("むつ市：Can I pay my tax?", "en"), ("大垣市：我可以用手机缴税吗？", "zh-Hans"), ("大垣市：税金", None)])
def test_a_citys_name_before_a_question_tells_no_language(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["Hello", "Hi!", "HELLO", "hi there", "Good morning", "Good evening.", "Thank you", "Thanks!", "thank you so much :)", "Goodbye"]),
        ("zh-Hans", ["你好", "您好！", "早上好", "谢谢", "谢谢你", "多谢", "再见"]),
        ("zh-Hant", ["早安", "謝謝", "謝謝您"]),
        ("ko", ["안녕하세요", "감사합니다"]),
        ("vi", ["Xin chào", "xin chao", "Chào bạn", "Cảm ơn", "cám ơn", "cam on"]),
        ("fil", ["Kumusta", "Kumusta po kayo?", "Magandang umaga", "Magandang gabi po", "Salamat", "Maraming salamat po"]),
    ],
)
def test_a_greeting_alone_tells_its_language(language, texts):
    assert [(text, detect_language(text)) for text in texts] == [(text, language) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        *("こんにちは", "ハロー", "Helloです", "thank you、助かりました", "サンキュー", "大感謝", "感謝", "再見", "多謝", "良好"),
        *("LINE", "DX", "OK", "ok!", "App", "Wi-Fi", "Hi-Fi", "Hello Work", "help", "good", "AI", "RPA", "QR", "Zoom", "no", "yes"),
    ],
)
def test_what_residents_type_in_japanese_stays_japanese(text):
    assert spoken_language(text, "ja") == "ja"


def test_a_chosen_language_stays():
    assert spoken_language("ありがとう", "en") == "en"
    assert spoken_language("ありがとう", "ja") == "ja"
