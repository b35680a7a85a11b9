from dataclasses import replace

import pytest

from knowledge.memory import Memory
from knowledge.procedure import Circumstances, find_procedure, guide, is_question, procedure_of, procedures, read_circumstances
from knowledge.resolution import Resolution
from knowledge.sentence import sentences


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("引っ越しの手続きをしたい", "moving"),
        ("転入届を出したいです", "moving"),
        ("子どもが生まれた", "birth"),
        ("出生届を出したい", "birth"),
        ("証明書がほしい", "certificate"),
        ("印鑑証明を取りたい", "certificate"),
        ("税金を払いたい", "tax"),
        ("体育館を借りたい", "facility"),
        ("道路が壊れている", "road"),
        ("街灯が消えてて危ない", "road"),
    ],
)
def test_what_a_resident_has_in_hand(text, procedure):
    assert find_procedure(text).id == procedure


@pytest.mark.parametrize("text", ["証明書はコンビニで取れますか", "税金をスマホで払う方法を教えて", "施設予約はいつから", "こんにちは"])
def test_questions_begin_no_procedure(text):
    assert find_procedure(text) is None


@pytest.mark.parametrize(("text", "asks"), [("窓口は何時までですか", True), ("窓口で", False), ("カードは持ってます", False)])
def test_questions(text, asks):
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("持っている", Circumstances(card=True)),
        ("カードはあります", Circumstances(card=True)),
        ("やっぱりカードはない", Circumstances(card=False)),
        ("マイナンバーカードはなくした", Circumstances(card=False)),
        ("窓口がいいです", Circumstances(way="counter")),
        ("スマホは使えないので", Circumstances(way="counter")),
        ("家からネットで", Circumstances(way="phone")),
        ("カードはあるのでスマホで", Circumstances(card=True, way="phone")),
        ("窓口は何時までですか", Circumstances()),
        ("ふつうに", Circumstances()),
    ],
)
def test_circumstances(text, told):
    assert read_circumstances(text) == told


ABROAD = ("en", "zh-Hans", "zh-Hant", "ko", "vi", "fil")


@pytest.mark.parametrize("language", ABROAD)
@pytest.mark.parametrize("city", ["mutsu", "ogaki"])
def test_the_guide_speaks_the_language_of_the_conversation(catalogue, city, language):
    outcome = guide(catalogue, procedure_of("certificate"), Circumstances(card=True), Memory(municipality=city, language=language))
    translated = catalogue.entry(f"{city}.convenience-store-certificates").translations[language]
    reply = outcome.replies[0]
    foreign, _, japanese = reply.text.partition(sentences(language).say("japanese_only"))
    assert translated.answer.split("\n")[0] in foreign
    assert translated.question in [choice.label for choice in reply.related]
    assert "コンビニでの受け取り" not in reply.text and "証明書の受け取り" not in reply.text
    assert bool(japanese) == any(entry.translations == {} for entry in offered(catalogue, city))


def offered(catalogue, city):
    found = (catalogue.by_concept(city, offer.concept) for offer in procedure_of("certificate").offers)
    return [entry for entry in found if entry]


def test_the_guide_speaks_easy_japanese(catalogue):
    outcome = guide(catalogue, procedure_of("certificate"), Circumstances(), Memory(municipality="ogaki", language="ja-easy"))
    assert all(entry.easy_answer.split("\n")[0] in outcome.replies[0].text for entry in offered(catalogue, "ogaki"))


def test_every_offer_is_a_concept_of_some_city(catalogue):
    known = {entry.concept for city in catalogue.municipalities.values() for entry in city.entries}
    offered = {offer.concept for procedure in procedures() for offer in procedure.offers}
    assert offered <= known


def test_the_guide_tells_what_fits_and_what_is_missing(catalogue):
    outcome = guide(catalogue, procedure_of("moving"), Circumstances(card=False, way="counter"), Memory(municipality="ogaki"))
    text = outcome.replies[0].text
    assert outcome.resolution is Resolution.ANSWERED
    assert "書かない窓口" in text and "オンラインの手続き" not in text and "マイナンバーカードがないと" in text


@pytest.mark.parametrize("procedure", procedures(), ids=lambda procedure: procedure.id)
@pytest.mark.parametrize("city", ["nagasaki", "sado", "mutsu", "sasebo", "ogaki"])
def test_every_city_gets_an_honest_end(catalogue, city, procedure):
    outcome = guide(catalogue, procedure, Circumstances(), Memory(municipality=city))
    found = outcome.replies[0].evidence is not None
    assert outcome.resolution is (Resolution.ANSWERED if found else Resolution.PARTIAL)
    assert outcome.memory == replace(outcome.memory, municipality=city, offered=())
    assert found or "計画に書かれていません" in outcome.replies[0].text
