"""The chat page with script, as a resident uses it."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from knowledge.feedback import FeedbackRow
from knowledge.store import transaction

QUESTION = "住民票はコンビニで取れますか"


def asked(resident, text):
    return [message for message in resident.dialogue.asked if message.text == text]


def test_sends_without_reload_and_keeps_focus(open_page, ask):
    page = open_page()
    page.evaluate("window.same = true")
    ask(page, QUESTION)
    assert page.evaluate("window.same && document.activeElement.id") == "message"
    assert page.input_value("#message") == ""
    assert "コンビニ" in page.locator("#log .spoken").inner_text()


def test_citation_and_as_of_stand_under_the_answer(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    citation = page.locator(".citation").inner_text()
    assert "大垣市スマートシティ推進計画（素案）" in citation
    assert "令和3年度時点" in citation


def test_enter_during_conversion_sends_nothing(open_page, resident):
    page = open_page()
    page.focus("#message")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "じゅうみんひょう", "selectionStart": 8, "selectionEnd": 8})
    for kind in ("rawKeyDown", "keyUp"):
        keys.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13})
    assert page.locator("#log .turn").count() == 0
    assert page.input_value("#message") == "じゅうみんひょう"
    keys.send("Input.insertText", {"text": "住民票の変換を終えた質問"})
    page.press("#message", "Enter")
    page.wait_for_selector("#log .reply[data-type]")
    assert len(asked(resident, "住民票の変換を終えた質問")) == 1


def test_a_long_question_is_kept_and_explained(open_page):
    page = open_page()
    page.fill("#message", "あ" * 501)
    page.press("#message", "Enter")
    assert "500文字以内" in page.inner_text("#problem")
    assert len(page.input_value("#message")) == 501
    assert page.get_attribute("#message", "aria-invalid") == "true"
    assert "501" in page.inner_text("#count")


def test_five_hundred_characters_are_taken(open_page, ask):
    page = open_page()
    ask(page, "計" * 500)
    assert page.locator("#problem").is_hidden()


def test_two_tabs_are_two_conversations(open_page, ask):
    first = open_page()
    second = first.context.new_page()
    second.goto("/?city=ogaki")
    ask(first, QUESTION)
    ask(second, "LINEで何ができますか")
    assert first.locator("#log .turn").count() == second.locator("#log .turn").count() == 1
    assert first.input_value("#ask [name=session]") != second.input_value("#ask [name=session]")


def test_reload_brings_conversation_and_draft_back(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    page.fill("#message", "書きかけの質問")
    page.reload()
    page.wait_for_selector("#log .turn")
    assert page.locator("#log .turn").count() == 1
    assert page.input_value("#message") == "書きかけの質問"
    assert page.locator("#start").is_hidden()


def test_a_follow_up_after_reload_goes_on(open_page, ask, resident):
    page = open_page()
    ask(page, QUESTION)
    page.reload()
    page.wait_for_selector("#log .turn")
    ask(page, "担当はどこですか")
    first, second = resident.dialogue.asked[-2:]
    assert first.session == second.session


def test_offline_keeps_the_question_and_sends_it_once(open_page, resident):
    page = open_page()
    page.focus("#message")
    expect(page.locator("#message")).to_have_role("combobox")
    text = "電波のないところで聞いた質問"
    page.context.set_offline(True)
    page.fill("#message", text)
    page.press("#message", "Enter")
    retry = page.get_by_role("button", name="もう一度送る")
    retry.wait_for()
    assert text in page.inner_text("#log")
    page.context.set_offline(False)
    retry.click()
    page.wait_for_selector("#log .reply[data-type]")
    assert len(asked(resident, text)) == 1
    assert retry.count() == 0


def test_a_lost_answer_is_not_asked_twice(open_page, resident):
    page = open_page()
    text = "返事だけが届かなかった質問"

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/chat/turns", lose, times=1)
    page.fill("#message", text)
    page.press("#message", "Enter")
    page.get_by_role("button", name="もう一度送る").click()
    page.wait_for_selector("#log .reply[data-type]")
    assert len(asked(resident, text)) == 1


def test_an_unsent_question_survives_a_reload(open_page, resident):
    page = open_page()
    page.route("**/chat/turns", lambda route: route.abort())
    page.fill("#message", "送れないまま閉じた質問")
    page.press("#message", "Enter")
    page.get_by_role("button", name="もう一度送る").wait_for()
    page.unroute("**/chat/turns")
    page.reload()
    page.get_by_role("button", name="もう一度送る").click()
    page.wait_for_selector("#log .reply[data-type]")
    assert len(asked(resident, "送れないまま閉じた質問")) == 1


def test_back_and_forward(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    page.goto("/faq/ogaki/")
    page.go_back()
    page.wait_for_selector("#log .turn")
    ask(page, "LINEで何ができますか")
    assert page.locator("#log .turn").count() == 2
    page.go_forward()
    assert "よくある質問" in page.title()


def test_a_choice_is_sent(open_page, ask):
    page = open_page("/")
    ask(page, QUESTION)
    page.locator("#log").get_by_role("button", name="大垣市").click()
    page.wait_for_selector(".citation")
    expect(page.locator("#ask [name=city]")).to_have_value("ogaki")
    assert page.input_value("#view [name=city]") == "ogaki"


def test_feedback_reaches_the_store(open_page, ask, resident):
    page = open_page()
    ask(page, QUESTION)
    page.locator("summary", has_text="ひとこと").click()
    page.fill("[name=comment]", "電話は090-1234-5678です")
    page.get_by_role("button", name="いいえ").click()
    page.get_by_text("ありがとうございます").wait_for()
    with transaction(resident.engine) as session:
        row = session.scalars(select(FeedbackRow).order_by(FeedbackRow.id.desc())).first()
    assert (row.verdict, row.municipality, row.question) == ("unsolved", "ogaki", QUESTION)
    assert "1234" not in row.comment


def test_who_was_not_helped_is_asked_why(open_page, ask, resident):
    page = open_page()
    ask(page, QUESTION)
    page.get_by_role("button", name="いいえ").click()
    page.get_by_role("button", name="内容が難しかった").click()
    page.get_by_text("ありがとうございます").wait_for()
    assert page.locator("#log .why, #log .mark").count() == 0
    with transaction(resident.engine) as session:
        rows = session.scalars(select(FeedbackRow).where(FeedbackRow.session == page.input_value("#ask [name=session]"))).all()
    assert [(row.verdict, row.comment) for row in rows] == [("unsolved", "内容が難しかった")]


def test_forgetting_begins_anew(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    session = page.input_value("#ask [name=session]")
    with page.expect_navigation():
        page.get_by_role("button", name="会話を消して").click()
    page.wait_for_load_state()
    assert page.locator("#log .turn").count() == 0
    assert page.input_value("#ask [name=session]") != session


def test_copy_takes_the_answer(open_page, ask):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name="コピー").click()
    expect(page.locator("#status")).to_contain_text("コピー")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#log .spoken").inner_text()


def test_the_slow_answer_shows_that_it_is_coming(open_page):
    page = open_page()
    waiting = []
    page.route("**/chat/turns", lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks the function it is given)
    page.fill("#message", QUESTION)
    page.press("#message", "Enter")
    page.locator(".typing-dots").wait_for()
    expect(page.locator("#status")).to_contain_text("準備")
    waiting[0].continue_()
    page.wait_for_selector("#log .reply[data-type]")
    assert page.locator(".typing-dots").count() == 0


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", '&lt;b&gt; " onmouseover=alert(1)'])
def test_what_is_typed_is_shown_as_text(open_page, ask, hostile):
    page = open_page()
    ask(page, hostile)
    assert page.locator("#log .question").inner_text().endswith(hostile)
    assert page.locator("#log script, #log img, #log b").count() == 0
