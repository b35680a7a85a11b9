"""Every miss has its cause, and the cause names the entries and numbers that show it."""

import pytest

from knowledge.evaluation.cause import Cause, explain
from knowledge.evaluation.grading import Result
from tests import staff_desk

RIGHT, OTHER = staff_desk.CERTIFICATES, "ogaki.other"


@pytest.mark.parametrize(
    ("found", "ended_as", "cause", "detail"),
    [
        ({"other": 0.3}, ("fallback", "below_threshold"), Cause.NO_CANDIDATE, f"{RIGHT} not among 1, first {OTHER} with 0.30"),
        ({}, ("fallback", "below_threshold"), Cause.NO_CANDIDATE, f"{RIGHT} not among 0"),
        (
            {"other": 0.9, "convenience_store_certificates": 0.3},
            ("answered", "-", OTHER),
            Cause.BEHIND,
            f"{RIGHT} with 0.30 ranked 2, behind {OTHER} with 0.90",
        ),
        ({"convenience_store_certificates": 0.3}, ("fallback", "below_threshold"), Cause.NOT_SURE, f"{RIGHT} with 0.30 ranked 1, threshold 0.50"),
        ({"convenience_store_certificates": 0.9}, ("clarifying", "close_scores"), Cause.NOT_GIVEN, f"{RIGHT} with 0.90 ranked 1"),
        ({}, ("partial", "aspect_not_in_plan", RIGHT), Cause.ASPECT, "asked for “what”"),
    ],
)
def test_a_question_that_has_an_answer(clerk_finding, asking, ended, found, ended_as, cause, detail):
    explained = explain(clerk_finding(**found), Result(asking(), ended(*ended_as), "refused"))
    assert explained.cause is cause and detail in explained.detail


def test_what_the_reply_leaves_out_is_named(clerk_finding, asking, ended):
    given = ended("answered", "-", RIGHT, text="印鑑証明書が取れます。")
    explained = explain(clerk_finding(), Result(asking(must_not=("証明書が",)), given, "wrong"))
    assert explained.cause is Cause.UNSAID and explained.detail == f"{RIGHT}: 戸籍証明書, forbidden 証明書が"


def test_words_that_no_entry_holds_are_a_fault_of_the_question(clerk_finding, asking, ended):
    explained = explain(clerk_finding(other=0.9), Result(asking(entries=(), must=(("宇宙船",),)), ended("answered", "-", OTHER), "wrong"))
    assert explained.cause is Cause.NO_ENTRY and explained.detail == "宇宙船"


def test_a_city_that_was_not_read(clerk_finding, asking, ended):
    asked = asking(municipality=None)
    explained = explain(clerk_finding(), Result(asked, ended("clarifying", "municipality_unknown", city=None), "clarified"))
    assert explained.cause is Cause.CITY and explained.detail == "read as None, meant ogaki"


def test_a_resident_sent_to_another_city(clerk_finding, asking, ended):
    sent = ended("fallback", "other_municipality_only", offered=("sado.one",))
    explained = explain(clerk_finding(), Result(asking(), sent, "refused"))
    assert explained.cause is Cause.OTHER_CITY and explained.detail.startswith("sado.one")


def test_a_new_question_taken_for_a_follow_up(clerk_finding, asking, ended):
    asked = asking(turns=("ドローンは？", "住民票は？"))
    explained = explain(clerk_finding(convenience_store_certificates=0.4), Result(asked, ended("answered", "follow_up", OTHER), "wrong"))
    assert explained.cause is Cause.LEANED and f"{RIGHT} with 0.40 ranked 1" in explained.detail


@pytest.mark.parametrize(
    ("expect", "kind", "cause"),
    [
        ("abstain", "near_miss", Cause.UNNOTICED),
        ("abstain", "out_of_scope", Cause.LOOK_ALIKE),
        ("clarify", "keyword", Cause.NOT_ASKED_BACK),
    ],
)
def test_a_question_that_should_not_be_answered(clerk_finding, asking, ended, expect, kind, cause):
    explained = explain(clerk_finding(), Result(asking(expect=expect, kind=kind, entries=()), ended("answered", "-", OTHER), "wrong"))
    assert explained.cause is cause and OTHER in str(explained)


def test_the_city_named_last_counts(clerk_finding, asking, ended):
    """An entry of the first city, however fitting, is not what 「じゃあ佐渡市は？」 wants."""
    asked = asking(municipality=None, entries=(), must=(("市",),), turns=("大垣市の計画の名前は？", "じゃあ佐渡市は？"))
    explained = explain(clerk_finding(), Result(asked, ended("fallback", "-", city="ogaki"), "refused"))
    assert explained.cause is Cause.CITY and explained.detail == "read as ogaki, meant sado"
