from dataclasses import replace

import pytest

from knowledge.aspect import Aspect
from knowledge.clerk import build_clerk
from knowledge.memory import Memory
from knowledge.municipality import Contact
from knowledge.resolution import Resolution
from knowledge.search.search import Search


@pytest.fixture(scope="module")
def clerk(catalogue):
    return build_clerk(catalogue, Search(catalogue.entries))


def after(entry, question, **kept):
    return Memory(municipality=entry.split(".")[0], entry_id=entry, question=question, **kept)


CERTIFICATES = after("ogaki.convenience-store-certificates", "コンビニで住民票は取れますか")


@pytest.mark.parametrize(
    ("text", "city", "entry"),
    [
        ("消防団はドローンを使いますか", "ogaki", "ogaki.measure-fire-drone"),
        ("市役所でRPAは使われていますか", "sasebo", "sasebo.rpa"),
        ("公共施設の予約はネットでできるようになりますか", "mutsu", "mutsu.facility-reservation"),
        ("電子契約システムはいつから始まりますか", "nagasaki", "nagasaki.electronic-contract"),
        ("トキは野生で暮らしていますか", "sado", "sado.ibis"),
    ],
)
def test_a_full_question_is_searched_and_remembered(clerk, text, city, entry):
    outcome = clerk.answer(text, Memory(municipality=city))
    assert (outcome.resolution, outcome.memory.entry_id) == (Resolution.ANSWERED, entry)


def test_a_new_question_drops_the_old_topic(clerk):
    outcome = clerk.answer("電子図書館では何ができますか", CERTIFICATES)
    assert (outcome.reason, outcome.memory.entry_id) == ("confident_match", "ogaki.e-library")


@pytest.mark.parametrize("text", ["いつから？", "担当は？", "もっと詳しく", "どこに書いてある？", "目標は？"])
def test_follow_ups_stay_with_the_entry_and_keep_the_question(clerk, text):
    outcome = clerk.answer(text, CERTIFICATES)
    assert (outcome.memory.entry_id, outcome.memory.question) == (CERTIFICATES.entry_id, CERTIFICATES.question)


def test_what_the_plan_leaves_out_is_partial(clerk):
    outcome = clerk.answer("目標は？", CERTIFICATES)
    assert (outcome.resolution, outcome.reason) == (Resolution.PARTIAL, "aspect_not_in_plan")


def test_another_city_is_asked_the_same_by_topic_and_named(clerk):
    outcome = clerk.answer("じゃあむつ市は？", replace(CERTIFICATES, aspect=Aspect.WHEN))
    assert (outcome.memory.municipality, outcome.memory.entry_id, outcome.memory.aspect) == ("mutsu", "mutsu.convenience-store-certificates", Aspect.WHEN)
    assert outcome.replies[0].text.startswith("むつ市についてお答えします。")


def test_where_the_twin_lacks_what_is_asked_another_entry_that_tells_it_is_taken(clerk):
    before = clerk.answer("佐渡市の計画を作ったのはいつ?", Memory()).memory
    outcome = clerk.answer("じゃあ長崎市は?", before)
    assert (outcome.resolution, outcome.memory.entry_id) == (Resolution.ANSWERED, "nagasaki.plan-created")


def test_a_contrasted_name_is_the_entry_that_is_asked_for_by_just_this_name(clerk):
    before = clerk.answer("デジタイゼーションって、家だとどんな例がある?", Memory(municipality="sado")).memory
    outcome = clerk.answer("じゃあDXだと?", before)
    assert outcome.memory.entry_id == "sado.dx"
    assert "家計簿" in outcome.replies[0].text


def test_where_something_is_written_is_not_asked_of_the_other_city(clerk):
    outcome = clerk.answer("じゃあむつ市は？", replace(CERTIFICATES, aspect=Aspect.SOURCE))
    assert outcome.memory.aspect is Aspect.WHAT


def test_a_year_after_when_asks_what_is_then(clerk):
    memory = after("mutsu.facility-reservation", "施設の予約はネットでできますか", aspect=Aspect.WHEN)
    assert "構築・テスト" in clerk.answer("令和6年度は？", memory).replies[0].text


def test_without_a_city_it_is_asked_and_the_question_waits(clerk):
    asked = clerk.answer("コンビニで住民票は取れますか", Memory())
    assert (asked.resolution, asked.reason, len(asked.replies[0].choices)) == (Resolution.CLARIFYING, "municipality_unknown", 5)
    for reply in (clerk.answer("大垣市", asked.memory), clerk.choose("3", asked.memory)):
        assert reply.memory.entry_id == "ogaki.convenience-store-certificates"


def test_a_follow_up_to_nothing_is_asked_back(clerk):
    assert clerk.answer("担当は？", Memory(municipality="ogaki")).reason == "nothing_before"


def test_only_another_city_has_it(clerk):
    outcome = clerk.answer("赤潮を見張る仕組みはありますか", Memory(municipality="sado"))
    assert (outcome.resolution, outcome.reason) == (Resolution.FALLBACK, "other_municipality_only")
    accepted = clerk.accept(outcome.memory)
    assert (accepted.resolution, accepted.memory.municipality) == (Resolution.ANSWERED, "sasebo")


@pytest.mark.parametrize("text", ["大湊港はどう整備されますか", "大湊の港はいつできますか", "恐山への行き方を教えてください"])
def test_a_place_of_another_city_is_not_looked_for_in_a_third(clerk, text):
    outcome = clerk.answer(text, Memory(municipality="nagasaki"))
    assert outcome.resolution is Resolution.FALLBACK
    assert all(entry.startswith("mutsu.") for entry in outcome.memory.offered)


def test_a_place_that_only_another_citys_plan_knows_leads_there(clerk):
    outcome = clerk.answer("針尾無線塔をVRで見られますか", Memory(municipality="ogaki"))
    assert (outcome.reason, outcome.memory.offered[0].split(".")[0]) == ("other_municipality_only", "sasebo")


def test_a_place_names_its_city_where_none_is_known(clerk):
    assert clerk.answer("大湊港はどうなりますか", Memory()).memory.municipality == "mutsu"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How much does it cost to get a certificate at a convenience store?", "en"),
        ("편의점에서 증명서를 받으려면 수수료가 얼마인가요?", "ko"),
        ("在便利店领取证明书要多少钱？", "zh-Hans"),
    ],
)
def test_a_foreign_question_is_told_what_the_plan_leaves_out(clerk, text, language):
    outcome = clerk.answer(text, Memory(municipality="ogaki", language=language))
    assert (outcome.resolution, outcome.memory.aspect) == (Resolution.PARTIAL, Aspect.COST)


OFFERED = Memory(municipality="ogaki", question="アプリ", offered=("ogaki.garbage-app", "ogaki.childcare-app"))


@pytest.mark.parametrize(("text", "entry"), [("1", "ogaki.garbage-app"), ("二つ目", "ogaki.childcare-app"), ("子育て支援アプリ", "ogaki.childcare-app")])
def test_an_offer_is_taken(clerk, text, entry):
    assert clerk.choose(text, OFFERED).memory.entry_id == entry


@pytest.mark.parametrize("text", ["どれでもない", "この中にない"])
def test_none_of_the_offered(clerk, text):
    outcome = clerk.choose(text, OFFERED)
    assert (outcome.reason, outcome.memory.offered) == ("none_of_these", ())
    assert clerk.decline(OFFERED).reason == "none_of_these"


def test_yes_and_no_with_nothing_offered(clerk):
    assert [clerk.accept(CERTIFICATES).reason, clerk.decline(CERTIFICATES).reason] == ["affirm", "deny"]
    assert clerk.accept(OFFERED).reason == "affirm"


def test_a_number_with_nothing_offered(clerk):
    assert clerk.choose("2", CERTIFICATES).reason == "nothing_offered"


def test_not_that_offers_what_came_next_once(clerk):
    wrong = replace(CERTIFICATES, runners_up=("ogaki.garbage-app",))
    offered = clerk.not_that("違う", wrong)
    assert (offered.resolution, offered.memory.offered) == (Resolution.CLARIFYING, ("ogaki.garbage-app",))
    assert clerk.not_that("違う", replace(offered.memory, offered=())).reason == "none_of_these"


def test_not_that_with_a_topic_of_its_own_is_a_question(clerk):
    outcome = clerk.not_that("違う、子育て支援アプリで何ができるか知りたい", CERTIFICATES)
    assert outcome.memory.entry_id == "ogaki.childcare-app"


def test_all_cities_are_compared_with_what_each_plan_says(clerk):
    outcome = clerk.compare("ほかの市では？", after("ogaki.counter-no-writing", "書かない窓口はありますか"))
    rows = outcome.replies[0].text.split("\n")[1:]
    assert [f"・{row.label}：{row.text}" for row in outcome.replies[0].rows] == rows
    assert outcome.memory.municipality == "ogaki" and len(rows) == 5
    assert not [row for row in rows if row.endswith("：はい。")]
    assert [row for row in rows if "計画に見当たりません" in row]


def test_easy_japanese_says_the_last_answer_again(clerk):
    outcome = clerk.speak_easily(after("ogaki.childcare-app", "子育て支援アプリでは何ができますか"))
    assert outcome.memory.easy and "スマホの アプリです" in outcome.replies[0].text


def test_starting_over_forgets_all_but_the_city(clerk):
    assert clerk.start_over(OFFERED).memory == Memory(municipality="ogaki")


@pytest.fixture(scope="module")
def reachable(clerk):
    """A clerk of whose cities 大垣市 has entered contacts."""
    office = Contact("市役所の代表", phone="0584-00-0000", hours="平日 8時30分〜17時15分", url="https://www.example.jp/")
    ogaki = clerk.catalogue.municipalities["ogaki"]
    reached = replace(ogaki, profile=replace(ogaki.profile, contacts=(office, Contact("夜間の受付", hours="毎日 17時〜22時"))))
    return replace(clerk, catalogue=replace(clerk.catalogue, municipalities=clerk.catalogue.municipalities | {"ogaki": reached}))


TOLD = ["・市役所の代表：0584-00-0000 受付時間 平日 8時30分〜17時15分 https://www.example.jp/", "・夜間の受付：受付時間 毎日 17時〜22時"]


@pytest.mark.parametrize(
    ("text", "city", "lines"),
    [("職員と話したい", "ogaki", TOLD), ("大垣市の職員と話したい", "sado", TOLD), ("職員と話したい", "sado", [])],
)
def test_contacts_are_told_with_their_hours(reachable, text, city, lines):
    outcome = reachable.hand_over(text, Memory(municipality=city))
    told = outcome.replies[0].text.split("\n")
    assert (outcome.resolution, told[1:-1]) == (Resolution.HANDOFF, lines)
    assert ("まだ登録されていません" in told[0]) is (lines == [])


def test_contacts_while_no_city_is_known_name_their_city(reachable):
    told = reachable.hand_over("職員と話したい", Memory()).replies[0].text
    assert "・大垣市 市役所の代表：0584-00-0000" in told and "登録されていません" not in told


def labels(outcome):
    return [choice.label for reply in outcome.replies for choice in (*reply.choices, *reply.related)]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "ko", "vi", "fil"])
def test_choices_are_shown_and_taken_in_the_language_of_the_conversation(clerk, catalogue, language):
    names = ("ogaki.convenience-store-certificates", "ogaki.public-wifi")
    questions = [catalogue.entry(name).translations[language].question for name in names]
    asked = clerk.not_that("no", Memory(municipality="ogaki", language=language, runners_up=names))
    assert labels(asked)[:2] == questions
    taken = [clerk.choose(question, asked.memory).memory for question in questions]
    assert [(memory.entry_id, memory.language) for memory in taken] == [(name, language) for name in names]


def test_a_choice_shown_in_japanese_is_taken_in_the_language_of_the_conversation(clerk, catalogue):
    untranslated = next(entry for entry in catalogue.municipalities["ogaki"].entries if not entry.translations)
    taken = clerk.choose(untranslated.question, Memory(municipality="ogaki", language="en", offered=(untranslated.id,)))
    assert (taken.memory.entry_id, taken.memory.language) == (untranslated.id, "en")
    assert "easy Japanese" in taken.replies[0].text


def test_topics_are_offered_and_taken_in_the_language_of_the_conversation(clerk):
    offered = clerk.start_over(Memory(municipality="ogaki", language="vi")).replies[0].choices
    assert [choice.label for choice in offered] == [choice.message for choice in offered]
    assert {clerk.answer(choice.message, Memory(municipality="ogaki", language="vi")).reason for choice in offered} == {"topic"}
