import pytest

from knowledge.translated import translated


@pytest.fixture(scope="module")
def known(catalogue):
    return translated(catalogue.entries)


@pytest.mark.parametrize(
    ("language", "text", "entry"),
    [
        ("en", "Is it possible to get certificates at convenience stores?", "convenience-store-certificates"),
        ("en", "Can I use wifi in city buildings?", "public-wifi"),
        ("en", "how do i pay my taxes without cash", "cashless"),
        ("zh-Hans", "我可以在便利店拿到证明书吗？", "convenience-store-certificates"),
        ("zh-Hant", "請問可以在便利商店領取證明書嗎？", "convenience-store-certificates"),
        ("ko", "편의점에서 증명서 뽑을 수 있어요?", "convenience-store-certificates"),
        ("vi", "Tôi có thể lấy giấy chứng nhận ở cửa hàng tiện lợi không?", "convenience-store-certificates"),
        ("fil", "Puwede ba akong kumuha ng sertipiko sa convenience store?", "convenience-store-certificates"),
    ],
)
def test_a_foreign_question_finds_its_translation(known, language, text, entry):
    assert known[language].find(text, "ogaki").id == f"ogaki.{entry}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What is the weather tomorrow?"),
        ("en", "Where is the best ramen restaurant?"),
        ("zh-Hans", "明天天气怎么样？"),
        ("ko", "내일 날씨 어때요?"),
        ("vi", "Thời tiết ngày mai thế nào?"),
        ("fil", "Ano ang panahon bukas?"),
    ],
)
def test_what_no_translation_is_about_finds_nothing(known, language, text):
    assert known[language].find(text, "ogaki") is None


def test_a_translated_question_itself_finds_its_entry(known):
    pairs = [(entry, known[language]) for language in known for entry in known[language].entries]
    missed = [(at.language, entry.id) for entry, at in pairs if at.find(entry.translations[at.language].question, entry.municipality) is not entry]
    assert missed == []


def test_another_citys_entry_is_not_given(known):
    assert known["en"].find("Is it possible to get certificates at convenience stores?", "sado") is None
