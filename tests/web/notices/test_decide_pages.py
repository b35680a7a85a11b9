"""Trying, approving, sending and stopping a notice at the desk."""

from datetime import datetime

import pytest
from sqlalchemy import select

from knowledge.store import transaction
from tests.web.line.notice.crowd import join, join_many
from web.line.budget import reserve
from web.line.notice.audience import Segment
from web.line.notice.drafting import Draft, digest, find, write
from web.line.notice.sending import send_due_notices
from web.line.notice.table import NoticeState
from web.line.user import Wishes, trial_code
from web.staff.people.audit import AuditRow

NOON = datetime(2026, 4, 1, 3, 0)  # 12:00 in Japan
NIGHT = datetime(2026, 4, 1, 14, 0)  # 23:00 in Japan
PAGE = "/staff/notices/1"


def written(desk, who="henshu", segment=None, account="ogaki"):
    return write(desk.engine, Draft(account, {"ja": "断水のお知らせです。"}, segment or Segment()), who=who)


def decide(desk, step, name="shonin", **form):
    """Act as a page would; returns what the page says afterwards."""
    client = desk.client(name)
    seen = digest(find(desk.engine, 1).draft)
    desk.post_from(client, PAGE, step, **({"seen": seen} | form))
    return client.get(PAGE).text


@pytest.fixture
def desk(desk):
    def post_from(client, page, step, **form):
        return client.post(f"{page}/{step}", data={"csrf_token": desk.token(client), **form}, headers={"Referer": f"http://localhost{page}"})

    desk.post_from = post_from
    return desk


def state(desk):
    return find(desk.engine, 1).state


def audited(desk):
    with transaction(desk.engine) as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action.startswith("line_notice")).order_by(AuditRow.id))
        return [(row.by, row.action, row.subject, row.municipality) for row in rows]


def test_from_the_draft_to_the_report_with_every_step_noted(desk):
    people = join_many(desk, 3)
    desk.post(desk.client("henshu"), "/staff/notices/new", municipality="ogaki", **{"text-ja": "断水のお知らせです。"})
    code = trial_code(desk.desk.seal.name("ogaki", min(people)))
    assert "試しに送りました" in decide(desk, "trial", "henshu", code=code)
    assert "承認しました。1分ほどで送り始めます" in decide(desk, "approve")
    send_due_notices(desk.desk, clock=NOON)
    assert set(desk.platform.sent[-1].to.split(",")) == people
    page = desk.client("etsuran").get(PAGE).text
    assert "送信済み" in page and page.count("3人</td>") == 2
    steps = [("henshu", "written"), ("henshu", "tried"), ("shonin", "approved")]
    assert audited(desk) == [(by, f"line_notice_{act}", "お知らせ 1", "ogaki") for by, act in steps]
    assert "LINEのお知らせを承認" in desk.client("kanri").get("/staff/audit").text


@pytest.mark.parametrize("who", ["shonin", "kanri"])
def test_the_writer_cannot_approve_whatever_the_role(desk, who):
    written(desk, who)
    assert "承認して送る" not in desk.client(who).get(PAGE).text
    assert "自分が書いたお知らせは承認できません" in decide(desk, "approve", who)
    assert (state(desk), audited(desk)) == (NoticeState.DRAFT, [])


def test_an_approver_approves_what_they_saw_alone(desk):
    written(desk)
    assert "書き直されました" in decide(desk, "approve", seen=digest(Draft("ogaki", {"ja": "前の文"})))
    assert "書き直されました" in decide(desk, "approve", seen="")
    assert state(desk) is NoticeState.DRAFT


def test_a_change_after_approval_needs_approval_anew(desk):
    written(desk)
    decide(desk, "approve", at="2099-04-01T10:00")
    decide(desk, "edit", "henshu", **{"text-ja": "書き直し"})
    assert (state(desk), find(desk.engine, 1).author) == (NoticeState.DRAFT, "henshu")


def test_a_time_is_kept_and_a_past_one_refused(desk):
    written(desk)
    assert "これからの日時" in decide(desk, "approve", at="2020-01-01T10:00")
    assert "2099-04-01 10:00 に送ります" in decide(desk, "approve", at="2099-04-01T10:00")
    send_due_notices(desk.desk, clock=NOON)
    assert desk.platform.sent == []


def test_a_disaster_notice_skips_the_night_but_not_the_approval(desk):
    join(desk, 1, Wishes(False))
    written(desk, segment=Segment(disaster=True))
    send_due_notices(desk.desk, clock=NIGHT)
    assert desk.platform.sent == []
    decide(desk, "approve")
    send_due_notices(desk.desk, clock=NIGHT)
    assert len(desk.platform.sent) == 1 and audited(desk)[-1][:2] == ("shonin", "line_notice_approved")


def test_what_is_stopped_is_not_sent(desk):
    join(desk, 1)
    written(desk)
    decide(desk, "approve")
    assert "送る前に取りやめました" in decide(desk, "stop", "henshu")
    send_due_notices(desk.desk, clock=NOON)
    assert desk.platform.sent == [] and audited(desk)[-1][:2] == ("henshu", "line_notice_stopped")
    assert "今の状態（取りやめ）" in decide(desk, "approve")


def test_why_people_were_not_reached_is_told(desk):
    join_many(desk, 2)
    written(desk)
    decide(desk, "approve")
    reserve(desk.engine, "ogaki", "k", messages=199, budget=200)
    send_due_notices(desk.desk, clock=NOON)
    assert "今月の送信数の上限（この製品の設定）を超えるため、送りませんでした（2人）" in desk.client("etsuran").get(PAGE).text


def test_a_phone_that_is_not_known_is_told(desk):
    written(desk)
    assert "その番号のLINEが見つかりません" in decide(desk, "trial", "henshu", code="XXXXXXXX")


def test_what_line_still_allows_is_told_or_that_it_does_not_say(desk):
    written(desk)
    desk.platform.quota = 500
    assert "LINEの契約の残り: 500通" in desk.client("etsuran").get(PAGE).text
    desk.platform.fail("/quota", 500)
    assert "今はLINEに確かめられません" in desk.client("etsuran").get(PAGE).text


def test_an_account_for_all_cities_is_for_those_who_serve_all(desk):
    written(desk, account="all")
    assert desk.client("sado-kanri").get(PAGE).status_code == 403
    assert desk.client("etsuran").get(PAGE).status_code == 200
    assert desk.client("kanri").get("/staff/notices/99").status_code == 404
