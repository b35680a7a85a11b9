"""The switches."""

import pytest

from knowledge.disaster_notice import current_notices
from web.maintenance import maintenance_note
from web.rasa_client import Message


def test_a_notice_leads_every_reply_until_it_is_ended(desk):
    approver = desk.client("shonin")
    desk.post(approver, "/staff/switches/notice", text="大雨警報が出ています。", reason="気象庁の発表", hours="2", municipality="ogaki")
    assert current_notices(desk.engine, "ogaki") == ("大雨警報が出ています。",) and current_notices(desk.engine, "sado") == ()
    desk.post(approver, "/staff/switches/notice/off", municipality="ogaki")
    assert current_notices(desk.engine, "ogaki") == ()


def test_the_reason_is_shown_beside_the_notice(desk):
    desk.post(desk.client("shonin"), "/staff/switches/notice", text="大雨警報が出ています。", reason="気象庁の発表のため", hours="2", municipality="ogaki")
    assert "気象庁の発表のため" in desk.client("etsuran").get("/staff/switches").text
    assert "気象庁の発表のため" not in desk.client("sado-etsuran").get("/staff/switches").text


@pytest.mark.parametrize(("city", "status"), [("ogaki", 403), ("", 403), ("sado", 302)])
def test_who_serves_one_city_speaks_to_that_city_alone(desk, city, status):
    form = {"text": "避難してください。", "reason": "訓練", "hours": "1", "municipality": city}
    assert desk.post(desk.client("sado-shonin"), "/staff/switches/notice", **form).status_code == status


@pytest.mark.parametrize(
    "form", [{"text": "", "reason": "x", "hours": "1"}, {"text": "x", "reason": "", "hours": "1"}, {"text": "x", "reason": "x", "hours": "9999"}]
)
def test_what_is_missing_is_told(desk, form):
    assert desk.post(desk.client("shonin"), "/staff/switches/notice", **form).status_code == 409


def test_maintenance_is_told_to_residents(desk):
    administrator = desk.client("kanri")
    desk.post(administrator, "/staff/switches/maintenance", text="点検中です。", hours="1")
    reply = desk.app.extensions["conversation"].ask(Message("s", "住民票はコンビニで取れますか", "ogaki", "ja", "web"))
    assert reply["replies"][0]["text"] == "点検中です。"
    desk.post(administrator, "/staff/switches/maintenance/off")
    assert maintenance_note(desk.engine) is None
