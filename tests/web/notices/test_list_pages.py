"""The list of notices."""

from web.line.budget import reserve
from web.line.notice.drafting import Draft, write


def test_notices_stand_with_their_state_and_the_months_rest(desk):
    write(desk.engine, Draft("ogaki", {"ja": "断水の\nお知らせです。"}), who="henshu")
    reserve(desk.engine, "ogaki", "k", messages=150, budget=200)
    page = desk.client("etsuran").get("/staff/notices/").text
    assert "断水の お知らせです。" in page and "承認待ち" in page and "今月あと <strong>50通</strong>" in page
    assert "お知らせを書く" not in page


def test_other_cities_notices_are_not_shown(desk):
    write(desk.engine, Draft("ogaki", {"ja": "断水のお知らせです。"}), who="henshu")
    page = desk.client("sado-kanri").get("/staff/notices/").text
    assert "断水" not in page and "まだつながっていません" in page
