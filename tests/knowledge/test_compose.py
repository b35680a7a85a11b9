"""What a reply says for each outcome, told from a made-up catalogue of two cities."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.aspect import Aspect
from knowledge.catalogue import Catalogue, Municipality
from knowledge.compose import Composer
from knowledge.entry import Entry, Facts, Figure, Period, Source, Step, Translation
from knowledge.indicator import Indicator, YearValue
from knowledge.memory import Memory
from knowledge.municipality import Contact, Plan, Profile
from knowledge.question import read_question
from knowledge.resolution import Resolution
from knowledge.text.city_name import CityNames

SOURCE = (Source("第2章"),)
INDICATOR = Indicator("a.loans", "電子図書館の貸出冊数", "冊", (YearValue("R5", target=100, actual=90), YearValue("R6", target=200)), SOURCE)


def entry(name, question, answer, **fields):
    return Entry(
        name, question, tuple(f"{question}{number}" for number in range(5)), answer, f"{answer}（やさしい）", fields.pop("topic", "education"), SOURCE, **fields
    )


LIBRARY = entry(
    "a.library",
    "電子図書館はありますか",
    "はい。スマートフォンで本を読める電子図書館があります。",
    facts=Facts(how="市のページから登録します。"),
    indicators=("a.loans",),
    period=Period("R5", "R7"),
    schedule=(Step("R6", "蔵書を増やします。"),),
    related=("a.wifi", "a.gone"),
    translations={"en": Translation("Is there an e-library?", "Yes, there is one.")},
)
WIFI = entry("a.wifi", "公衆Wi-Fiはどこで使えますか", "市役所と図書館で使えます。", topic="information")
OVER = entry("a.over", "申込はできますか", "できます。", valid_until=date(2020, 1, 1))
TWIN = entry("b.library", "電子図書館はありますか", "はい。電子図書館を令和6年度に始めます。", figures=(Figure("蔵書", "1000", "冊"),))


def city(name, label, entries, contacts=(), indicators=()):
    profile = Profile(name, f"{label}市", label, "県", "市です。", (label,), contacts=contacts)
    return Municipality(profile, Plan(f"{name}-plan", f"{label}計画", f"{label}市", "令和6年度時点", "市のページ"), indicators, entries)


DESK = Contact("総務課", phone="000-0000", hours="9時から17時")
CATALOGUE = Catalogue({"a": city("a", "あ", (LIBRARY, WIFI, OVER), (DESK,), (INDICATOR,)), "b": city("b", "い", (TWIN,))})
IN_A = Memory(municipality="a")


@pytest.fixture
def composer():
    return Composer(CATALOGUE)


def asked(text):
    return read_question(text, CityNames({}))


def text_of(outcome):
    return outcome.replies[0].text


def labels(outcome):
    return [choice.label for choice in outcome.replies[0].choices]


def test_an_answer_tells_the_entry_with_its_source(composer):
    outcome = composer.answer(LIBRARY, asked("電子図書館"), IN_A, "confident_match", confidence=0.87654)
    evidence = outcome.replies[0].evidence
    assert (outcome.resolution, outcome.reason, text_of(outcome)) == (Resolution.ANSWERED, "confident_match", LIBRARY.answer)
    assert (evidence.entry_id, evidence.confidence, evidence.as_of, evidence.citations[0].section) == ("a.library", 0.877, "令和6年度時点", "第2章")


def test_the_fact_asked_for_leads(composer):
    assert text_of(composer.answer(LIBRARY, asked("電子図書館の使い方は"), IN_A, "confident_match")).startswith("市のページから登録します。")


def test_a_side_that_the_plan_leaves_out_is_said_and_the_rest_told(composer):
    outcome = composer.answer(LIBRARY, asked("電子図書館の電話番号は"), IN_A, "confident_match")
    assert (outcome.resolution, outcome.reason) == (Resolution.PARTIAL, "aspect_not_in_plan")
    assert "連絡先" in text_of(outcome).split("\n")[0]
    assert text_of(outcome).endswith(LIBRARY.answer)


def test_a_year_without_a_value_is_said(composer):
    outcome = composer.answer(LIBRARY, asked("貸出冊数の令和9年度の目標は"), IN_A, "confident_match")
    assert (outcome.resolution, text_of(outcome).split("\n")[0]) == (Resolution.PARTIAL, "令和9年度の値は、あ市の計画に載っていません。")


@pytest.mark.parametrize("year", ["令和6年度", "R7", "2023年度"])
def test_a_year_within_the_entry_is_no_gap(composer, year):
    assert composer.answer(replace(LIBRARY, indicators=()), asked(f"電子図書館の{year}は"), IN_A, "confident_match").resolution is Resolution.ANSWERED


def test_a_year_outside_the_entry_is_a_gap(composer):
    outcome = composer.answer(replace(LIBRARY, indicators=()), asked("電子図書館の令和12年度は"), IN_A, "confident_match")
    assert text_of(outcome).startswith("令和12年度のことは、あ市の計画に書かれていません。")


def test_an_indicator_of_several_years_is_drawn(composer):
    chart = composer.answer(LIBRARY, asked("貸出冊数の目標は"), IN_A, "confident_match").replies[0].chart
    assert (chart.title, [point.target for point in chart.points]) == ("電子図書館の貸出冊数", [100, 200])


def test_related_entries_that_exist_are_offered(composer):
    outcome = composer.answer(LIBRARY, asked("電子図書館"), IN_A, "confident_match")
    assert [choice.label for choice in outcome.replies[0].related] == [WIFI.question]


def test_an_answer_is_remembered_with_its_question(composer):
    after = composer.answer(LIBRARY, asked("電子図書館の目標は"), replace(IN_A, offered=("a.wifi",)), "confident_match").memory
    assert (after.entry_id, after.aspect, after.question, after.offered) == ("a.library", Aspect.TARGET, "電子図書館の目標は", ())


def test_a_follow_up_keeps_the_question_before(composer):
    after = composer.answer(LIBRARY, asked("いつから？"), replace(IN_A, question="電子図書館"), "follow_up").memory
    assert after.question == "電子図書館"


def test_an_answer_past_its_dates_is_not_given(composer):
    outcome = composer.answer(OVER, asked("申込"), IN_A, "confident_match")
    assert (outcome.resolution, outcome.reason, outcome.memory.entry_id) == (Resolution.FALLBACK, "expired", None)
    assert OVER.answer not in text_of(outcome).split("\n")


def test_a_translation_is_told_where_there_is_one(composer):
    assert text_of(composer.answer(LIBRARY, asked("e-library"), replace(IN_A, language="en"), "confident_match")) == "Yes, there is one."


def test_easy_japanese_has_its_own_answer(composer):
    outcome = composer.answer(WIFI, asked("wi-fi"), replace(IN_A, language="ja-easy", easy=True), "confident_match")
    assert text_of(outcome) == WIFI.easy_answer


def test_another_city_than_before_is_named_first(composer):
    outcome = composer.name_city(composer.answer(TWIN, asked("電子図書館"), IN_A, "follow_up"))
    assert text_of(outcome).startswith("い市についてお答えします。\n")


def test_a_fallback_names_its_city_itself(composer):
    outcome = composer.fallback(IN_A, "below_threshold")
    assert composer.name_city(outcome) is outcome
    assert "あ市の計画" in text_of(outcome)


def test_a_fallback_offers_near_questions_that_are_still_valid(composer):
    assert labels(composer.fallback(IN_A, "below_threshold", near=(WIFI, OVER))) == [WIFI.question]


def test_close_entries_are_offered_with_none_of_them_last(composer):
    outcome = composer.clarify((LIBRARY, WIFI), asked("図書館"), IN_A)
    assert (outcome.resolution, labels(outcome)) == (Resolution.CLARIFYING, [LIBRARY.question, WIFI.question, "どれでもない"])
    assert (outcome.memory.offered, outcome.memory.question) == (("a.library", "a.wifi"), "図書館")


def test_the_city_is_asked_for_and_the_question_kept(composer):
    outcome = composer.ask_city(asked("電子図書館"), Memory())
    assert [choice.message for choice in outcome.replies[0].choices] == ["あ市：電子図書館", "い市：電子図書館"]
    assert (outcome.reason, outcome.memory.question) == ("municipality_unknown", "電子図書館")


def test_a_topic_lists_its_questions(composer):
    outcome = composer.topic("information", IN_A)
    assert (outcome.reason, labels(outcome), outcome.memory.offered) == ("topic", [WIFI.question], ("a.wifi",))


def test_a_topic_without_questions_is_a_fallback(composer):
    assert composer.topic("health", IN_A).resolution is Resolution.FALLBACK


def test_another_city_is_offered_and_named_with_the_question(composer):
    outcome = composer.other_city(TWIN, asked("電子図書館"), IN_A)
    assert (outcome.resolution, outcome.reason, outcome.memory.offered) == (Resolution.FALLBACK, "other_municipality_only", ("b.library",))
    assert outcome.replies[0].choices[0].message == "い市：電子図書館"


def test_a_comparison_has_a_row_for_each_city(composer):
    outcome = composer.comparison({"a": LIBRARY, "b": None}, asked("電子図書館"), replace(IN_A, entry_id="a.library"))
    assert [(row.label, row.text) for row in outcome.replies[0].rows] == [
        ("あ市", "スマートフォンで本を読める電子図書館があります。"),
        ("い市", "計画に見当たりません"),
    ]


def test_a_comparison_leads_to_the_other_cities_entries(composer):
    outcome = composer.comparison({"a": LIBRARY, "b": TWIN}, asked("電子図書館"), replace(IN_A, entry_id="a.library"))
    assert [choice.message for choice in outcome.replies[0].choices] == ["い市：電子図書館はありますか"]


def test_configured_contacts_are_told(composer):
    outcome = composer.hand_over(IN_A)
    assert outcome.resolution is Resolution.HANDOFF
    assert "総務課：000-0000 受付時間 9時から17時" in text_of(outcome)


def test_without_contacts_that_is_said(composer):
    assert "まだ登録されていません" in text_of(composer.hand_over(Memory(municipality="b")))


def test_without_a_city_each_contact_names_its_city(composer):
    assert "あ市 総務課" in text_of(composer.hand_over(Memory()))


def test_starting_over_offers_the_topics_that_the_city_speaks_of(composer):
    assert sorted(labels(composer.start_over(IN_A))) == ["学校・図書館", "広報・LINE・ホームページ"]
