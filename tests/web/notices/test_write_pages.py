"""Writing a notice at the desk."""

import pytest

from tests.staff_desk import CERTIFICATES
from tests.web.line.notice.crowd import join
from web.line.budget import reserve
from web.line.notice.audience import Segment
from web.line.notice.drafting import all_notices, find
from web.line.user import Wishes

TEXT = "水道工事のため、断水します。"


def write(desk, name="henshu", **form):
    return desk.post(desk.client(name), "/staff/notices/new", municipality="ogaki", **({"text-ja": TEXT} | form))


def test_what_is_typed_is_kept_as_a_draft_of_the_person_signed_in(desk):
    response = write(desk, **{"text-en": "Water is off.", "topics": ["town", "disaster"], "areas": "墨俣", "languages": "ja", "at": "2099-04-01T10:00"})
    assert response.location == "/staff/notices/1"
    kept = find(desk.engine, 1)
    assert (kept.author, kept.draft.texts) == ("henshu", {"ja": TEXT, "en": "Water is off."})
    assert kept.draft.segment == Segment(("town", "disaster"), ("墨俣",), ("ja",))
    assert str(kept.send_at) == "2099-04-01 01:00:00"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"text-ja": " "}, "日本語の本文を書いてください"),
        ({"text-ja": "あ" * 1801}, "1800文字以内"),
        ({"at": "あした"}, "送る日時を 2026-04-01 09:00 の形で"),
        ({"at": "2020-04-01T10:00"}, "これからの日時"),
        ({"areas": "東京"}, "知らない地域です：東京"),
        ({"topics": "weather"}, "知らない話題または言語です：weather"),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(desk, form, told):
    response = write(desk, **({"text-en": "Water is off."} | form))
    assert response.status_code == 422
    assert told in response.text and "Water is off." in response.text
    assert all_notices(desk.engine, "ogaki") == ()


def test_an_entrys_answer_is_brought_along(desk):
    editor = desk.client("henshu")
    found = editor.get("/staff/notices/new?municipality=ogaki&q=コンビニで住民票").text
    assert f"entry={CERTIFICATES}" in found
    page = editor.get(f"/staff/notices/new?municipality=ogaki&entry={CERTIFICATES}").text
    assert "コンビニ" in page.split('name="text-ja"')[1].split("</textarea>")[0]
    assert editor.get("/staff/notices/new?municipality=ogaki&entry=sado.nothing").status_code == 404


def test_the_number_of_recipients_and_the_look_stand_beside_the_form(desk):
    for number, topics in ((1, ("town",)), (2, ("childcare",)), (3, ("town",))):
        join(desk, number, Wishes(True, topics))
    reserve(desk.engine, "ogaki", "k", messages=150, budget=200)
    form = {"municipality": "ogaki", "text-ja": "断水<b>です", "topics": "town"}
    page = desk.post(desk.client("henshu"), "/staff/notices/preview", **form).text
    assert "今なら <strong>2人</strong>" in page and "50通（送ったあと 48通）" in page
    assert "断水&lt;b&gt;です" in page and "【大垣市からのお知らせ】" in page and "配信停止" in page
    assert all_notices(desk.engine, "ogaki") == ()


def test_a_month_that_is_used_up_is_told(desk):
    join(desk, 1)
    reserve(desk.engine, "ogaki", "k", messages=200, budget=200)
    form = {"municipality": "ogaki", "text-ja": TEXT}
    assert "今月の残りが 1通 足りません" in desk.post(desk.client("henshu"), "/staff/notices/preview", **form).text


def test_two_people_who_change_the_same_notice_are_told(desk):
    write(desk)
    first = desk.client("henshu")
    seen = first.get("/staff/notices/1/edit").text.split('name="seen" value="')[1].split('"')[0]
    form = {"municipality": "ogaki", "seen": seen}
    assert desk.post(desk.client("shonin"), "/staff/notices/1/edit", **form, **{"text-ja": "先に直した文"}).status_code == 302
    late = desk.post(first, "/staff/notices/1/edit", **form, **{"text-ja": "あとから直した文"})
    assert late.status_code == 422 and "書き直されました" in late.text and "あとから直した文" in late.text
    assert find(desk.engine, 1).draft.texts["ja"] == "先に直した文"


def test_a_city_without_line_is_told_so(desk):
    response = desk.client("kanri").get("/staff/notices/new?municipality=sado")
    assert response.status_code == 409 and "佐渡市のLINEは、まだつながっていません" in response.text
