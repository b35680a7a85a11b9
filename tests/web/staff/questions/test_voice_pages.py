"""What residents wrote themselves reaches the staff of their city, and what names no city reaches all."""

import pytest

from knowledge.feedback import Feedback, Verdict, give_feedback
from knowledge.opinion import Opinion, leave_opinion, withdraw_opinion
from tests.staff_desk import CERTIFICATES


@pytest.fixture
def receipts(desk):
    for city, comment in (("ogaki", "手数料が書かれていない"), ("ogaki", None), (None, "言葉がむずかしい")):
        give_feedback(desk.engine, Feedback("s", Verdict.UNSOLVED, municipality=city, entry_id=CERTIFICATES, question="住民票は？", comment=comment))
    opinions = (Opinion("s", "ogaki", "夜も窓口を", CERTIFICATES, "窓口は何時まで"), Opinion("s", None, "字を大きく"), Opinion("s", "ogaki", "取り消した声"))
    return [leave_opinion(desk.engine, opinion) for opinion in opinions]


def test_reasons_and_opinions_are_shown_with_what_they_follow(desk, receipts):
    withdraw_opinion(desk.engine, receipts[2], session="s")
    page = desk.client("etsuran").get("/staff/voices").text
    for text in ("手数料が書かれていない", "解決しなかった", "住民票は？", "夜も窓口を", "窓口は何時まで", receipts[0]):
        assert text in page
    assert "取り消した声" not in page and receipts[2] not in page


def test_what_names_no_city_is_seen_by_every_city(desk, receipts):
    page = desk.client("sado-etsuran").get("/staff/voices").text
    assert "言葉がむずかしい" in page and "字を大きく" in page and "市の指定なし" in page
    assert "手数料が書かれていない" not in page and "夜も窓口を" not in page
