import pytest

from knowledge.aspect import Aspect
from knowledge.catalogue import read_yaml
from knowledge.foreign_question import FILE, WHOLE, follow_up_aspect, whole_aspect


@pytest.mark.parametrize(
    ("text", "language", "aspect"),
    [
        ("Since when?", "en", Aspect.WHEN),
        ("And when does it start?", "en", Aspect.WHEN),
        ("Who is in charge?", "en", Aspect.DEPARTMENT),
        ("How much does it cost?", "en", Aspect.COST),
        ("Where is it written?", "en", Aspect.SOURCE),
        ("Tell me more, please.", "en", Aspect.DETAIL),
        ("从什么时候开始？", "zh-Hans", Aspect.WHEN),
        ("谁负责？", "zh-Hans", Aspect.DEPARTMENT),
        ("從什麼時候開始呢？", "zh-Hant", Aspect.WHEN),
        ("手續費是多少？", "zh-Hant", Aspect.COST),
        ("언제부터인가요?", "ko", Aspect.WHEN),
        ("담당 부서는 어디인가요?", "ko", Aspect.DEPARTMENT),
        ("더 자세히 알려 주세요", "ko", Aspect.DETAIL),
        ("Từ khi nào?", "vi", Aspect.WHEN),
        ("Bao nhiêu tiền?", "vi", Aspect.COST),
        ("Kailan po nagsimula?", "fil", Aspect.WHEN),
        ("Magkano po ito?", "fil", Aspect.COST),
    ],
)
def test_a_short_follow_up(text, language, aspect):
    assert follow_up_aspect(text, language) is aspect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can I get a certificate at a convenience store?", "en"),
        ("When can I use the library app on my phone at home?", "ja"),
        ("可以在便利店领取证明书吗", "zh-Hans"),
        ("편의점에서 증명서를 받을 수 있나요?", "ko"),
        ("いつから？", "ja"),
        ("thank you", "en"),
        ("", "en"),
    ],
)
def test_a_question_with_a_topic_of_its_own(text, language):
    assert follow_up_aspect(text, language) is None


@pytest.mark.parametrize(
    ("text", "language", "aspect"),
    [
        ("How much does it cost to get a certificate at a convenience store?", "en", Aspect.COST),
        ("Is the public Wi-Fi free?", "en", Aspect.COST),
        ("When will the electronic contract system start?", "en", Aspect.WHEN),
        ("Which department runs the drone project?", "en", Aspect.DEPARTMENT),
        ("What is the phone number of the library?", "en", Aspect.CONTACT),
        ("What is the target for online procedures?", "en", Aspect.TARGET),
        ("在便利店领取证明书要多少钱？", "zh-Hans", Aspect.COST),
        ("電子圖書館什麼時候開始？", "zh-Hant", Aspect.WHEN),
        ("편의점에서 증명서를 받으려면 수수료가 얼마인가요?", "ko", Aspect.COST),
        ("전자도서관은 언제 시작하나요?", "ko", Aspect.WHEN),
        ("Lấy giấy chứng nhận ở cửa hàng tiện lợi mất bao nhiêu tiền?", "vi", Aspect.COST),
        ("Thư viện điện tử bắt đầu khi nào?", "vi", Aspect.WHEN),
        ("Magkano po ang sertipiko sa convenience store?", "fil", Aspect.COST),
        ("Kailan po magsisimula ang e-library?", "fil", Aspect.WHEN),
    ],
)
def test_a_whole_question_carries_its_aspect(text, language, aspect):
    assert whole_aspect(text, language) is aspect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can I get a certificate at a convenience store?", "en"),
        ("What should I do when I move?", "en"),
        ("I feel free to ask about waste", "en"),
        ("可以在便利店领取证明书吗", "zh-Hans"),
        ("편의점에서 증명서를 받을 수 있나요?", "ko"),
        ("Có thư viện điện tử không?", "vi"),
        ("May e-library po ba?", "fil"),
        ("手数料はいくらですか", "ja"),
    ],
)
def test_a_plain_question_carries_none(text, language):
    assert whole_aspect(text, language) is None


@pytest.mark.parametrize("file", [FILE, WHOLE])
def test_every_language_knows_the_same_aspects(file):
    rows = read_yaml(file)
    assert {language: sorted(found) for language, found in rows.items()} == dict.fromkeys(rows, sorted(rows["en"]))
