import pytest

from knowledge.catalogue import read_yaml
from knowledge.foreign_wish import FILE, find_wish
from knowledge.language import spoken_language
from knowledge.procedure import find_procedure, procedures
from knowledge.translated import translated

WISHES = [
    ("en", "moving", ["I am moving", "I'm moving to Ogaki next month", "We have just moved here.", "I want to change my address"]),
    ("en", "birth", ["My baby was born", "I had a baby", "My wife is pregnant", "We are expecting a baby", "I want to register a birth"]),
    ("en", "certificate", ["I need a certificate of residence", "I would like to get my family register"]),
    ("en", "tax", ["I want to pay tax", "I have to pay my taxes", "I need to pay the resident tax"]),
    ("en", "facility", ["I want to book a gym", "I'd like to reserve a meeting room"]),
    ("en", "road", ["The street light is broken", "There is a big hole in the road", "The road is damaged"]),
    ("zh-Hans", "moving", ["我要搬家", "我刚搬到大垣", "我想变更地址"]),
    ("zh-Hans", "birth", ["我的孩子出生了", "我怀孕了", "我生了宝宝"]),
    ("zh-Hans", "certificate", ["我需要证明书", "我想要住民票的证明"]),
    ("zh-Hans", "tax", ["我想缴税", "我要交税"]),
    ("zh-Hans", "facility", ["我想预约体育馆", "我要租会议室"]),
    ("zh-Hans", "road", ["路灯坏了", "马路上有个洞", "道路有坑"]),
    ("zh-Hant", "moving", ["我剛搬來這裡", "我想變更地址"]),
    ("zh-Hant", "birth", ["我懷孕了", "我的寶寶出生了"]),
    ("zh-Hant", "certificate", ["我需要證明書"]),
    ("zh-Hant", "tax", ["我想繳稅"]),
    ("zh-Hant", "facility", ["我想預約體育館"]),
    ("zh-Hant", "road", ["路燈壞了"]),
    ("ko", "moving", ["이사하려고 해요", "이사했어요", "다음 달에 이사 갑니다", "전입신고를 하고 싶어요", "주소를 변경하고 싶어요"]),
    ("ko", "birth", ["아기가 태어났어요", "임신했어요", "출생신고를 하고 싶습니다"]),
    ("ko", "certificate", ["증명서가 필요해요", "주민표를 발급받고 싶어요"]),
    ("ko", "tax", ["세금을 내고 싶어요", "주민세를 납부하고 싶습니다"]),
    ("ko", "facility", ["체육관을 예약하고 싶어요", "회의실을 빌리고 싶어요"]),
    ("ko", "road", ["도로가 파손됐어요", "가로등이 고장났어요"]),
    ("vi", "moving", ["Tôi muốn chuyển nhà", "Tôi vừa chuyển đến đây", "Tôi muốn thay đổi địa chỉ"]),
    ("vi", "birth", ["Con tôi vừa được sinh ra", "Tôi mới sinh con", "Vợ tôi đang mang thai", "Tôi muốn đăng ký khai sinh"]),
    ("vi", "certificate", ["Tôi cần giấy chứng nhận cư trú"]),
    ("vi", "tax", ["Tôi muốn nộp thuế", "Tôi cần đóng tiền thuế"]),
    ("vi", "facility", ["Tôi muốn đặt phòng họp", "Tôi muốn thuê sân"]),
    ("vi", "road", ["Đường bị hỏng", "Đèn đường bị hỏng", "Có ổ gà trên đường"]),
    ("fil", "moving", ["Lilipat ako ng bahay", "Kalilipat ko lang dito", "Gusto kong palitan ang address ko"]),
    ("fil", "birth", ["Ipinanganak ang anak ko", "Buntis po ako", "Kapapanganak ko lang"]),
    ("fil", "certificate", ["Kailangan ko ng sertipiko"]),
    ("fil", "tax", ["Gusto kong magbayad ng buwis"]),
    ("fil", "facility", ["Gusto kong mag-reserve ng gym", "Gusto kong magpareserve ng meeting room"]),
    ("fil", "road", ["Sira ang kalsada", "May butas sa kalsada", "Sira po ang ilaw sa kalye"]),
]
CASES = [(language, procedure, text) for language, procedure, texts in WISHES for text in texts]


@pytest.mark.parametrize(("language", "procedure", "text"), CASES)
def test_a_wish_tells_its_procedure_and_its_language(language, procedure, text):
    assert (find_procedure(text).id, spoken_language(text, "ja")) == (procedure, language)


@pytest.mark.parametrize(
    "text",
    [
        *("Can I pay tax with a credit card?", "How do I register a birth", "I want to know the tax rate", "The screen is broken", "I want a moving story"),
        *("可以在便利店缴税吗", "怎么办理搬家手续", "我要投诉", "세금은 어떻게 내야 하나요", "이사 갈 때 뭐가 필요해요", "오늘 날씨가 좋네요"),
        *("Tôi có thể nộp thuế ở đâu", "Tôi muốn ăn phở", "Paano magbayad ng buwis", "Gusto kong kumain", "Puwede ba akong kumuha ng sertipiko sa tindahan"),
        *("I have been paying every single one of my charges at the bank for years and years, and now that I am moving I wonder about all that.", ""),
    ],
)
def test_questions_and_other_talk_are_no_wishes(text):
    assert find_wish(text) is None


@pytest.mark.parametrize("text", ["道路破損", "税金支払", "住所変更", "出生届", "証明書", "引っ越しします", "歩道陥没危険", "公園遊具破損", "転入届提出"])
def test_japanese_is_not_taken_for_a_foreign_wish(text):
    assert find_wish(text) is None


def test_no_translated_question_is_a_wish(catalogue):
    questions = [entry.translations[language].question for language, known in translated(catalogue.entries).items() for entry in known.entries]
    assert [question for question in questions if find_wish(question)] == []


def test_every_language_has_every_procedure():
    names = {procedure.id for procedure in procedures()} | {"asks"}
    assert {language: set(rows) for language, rows in read_yaml(FILE).items()} == dict.fromkeys(("en", "zh", "ko", "vi", "fil"), names)
