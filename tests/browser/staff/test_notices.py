"""A LINE notice from the first words to the report, by two people, against LINE's stand-in."""

from types import SimpleNamespace

import pytest

from knowledge.store import now
from tests.browser.staff.test_jobs import picture
from tests.line_stand_in.line_schema import REASON, described
from tests.web.line.notice.crowd import join
from web.line.notice.sending import send_due_notices
from web.line.user import Wishes, trial_code

pytestmark = pytest.mark.skipif(not described(), reason=REASON)
TEXT = "4月10日（金）9時から12時まで、水道工事のため墨俣地区で断水します。\n\n飲み水は前の日にくみ置きしてください。"
NOON = now().replace(hour=3)  # in Japan


@pytest.fixture
def line(desk):
    """LINE's desk with five followers: three want notices on towns, one wants none, one wants other topics."""
    found = SimpleNamespace(desk=desk.app.extensions["line_desk"])
    wishes = (Wishes(True), Wishes(True, ("town",), "墨俣"), Wishes(True, ("town",)), Wishes(False), Wishes(True, ("childcare",)))
    found.people = [join(found, number, wish) for number, wish in enumerate(wishes, 1)]
    return found


def fine(page, violations, name=""):
    """Nothing for axe to find, and nothing to scroll sideways for on a phone; a picture for the guide when it has a name."""
    page.evaluate("scrollTo(0, 0)")
    if name:
        picture(page, name)
    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_notice_from_the_first_words_to_the_report(sign_in, line, platform, violations):
    editor, approver = sign_in("henshu"), sign_in("shonin")
    editor.click("nav >> text=LINEのお知らせ")
    editor.click("text=大垣市のお知らせを書く")
    editor.fill("#text-ja", TEXT)
    editor.check("text=まちづくり・交通・施設")
    editor.wait_for_selector("#preview:has-text('今なら 3人')")
    assert "配信停止" in editor.locator("#preview .line-look").first.inner_text()
    fine(editor, violations, "notice-write")
    editor.click("button:has-text('保存する')")
    editor.wait_for_selector("text=書いた人は承認できません")
    editor.fill("#code", trial_code(line.desk.seal.name("ogaki", line.people[0])))
    editor.click("text=自分だけに送る")
    editor.wait_for_selector("text=試しに送りました")
    assert [sent.kind for sent in platform.sent] == ["push"]

    approver.goto(editor.url)
    approver.wait_for_selector(".line-look:has-text('断水します')")
    fine(approver, violations, "notice-approve")
    approver.click("text=承認して送る")
    approver.wait_for_selector("text=承認しました")
    fine(approver, violations)
    send_due_notices(line.desk, clock=NOON)
    assert set(platform.sent[-1].to.split(",")) == set(line.people[:3])

    editor.reload()
    editor.wait_for_selector("text=送信済み")
    assert "3人" in editor.locator("tr:has-text('LINEが受け付けた人')").inner_text()
    fine(editor, violations)
    editor.click("nav >> text=LINEのお知らせ")
    fine(editor, violations)


def test_a_form_that_cannot_be_kept_says_why(sign_in, desk, violations):
    editor = sign_in("henshu")
    editor.goto("/staff/notices/new?municipality=ogaki")
    editor.fill("#text-ja", TEXT)
    editor.fill("#at", "2020-01-01T10:00")
    editor.click("button:has-text('保存する')")
    editor.wait_for_selector("#mistakes:has-text('これからの日時')")
    assert editor.input_value("#text-ja") == TEXT
    fine(editor, violations)
