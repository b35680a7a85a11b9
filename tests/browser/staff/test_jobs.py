"""Whole jobs as a clerk would do them, and the guide's pictures on the way."""

import os
import time
from pathlib import Path

import pytest

from knowledge.store import transaction
from web.message_log import MessageRow

PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
# Nothing of what is published holds these words, so that only the new phrasing can find the answer.
QUESTION = "改製原戸籍をコピー機で出したい"


def picture(page, name):
    """The guide's pictures are taken anew only when asked for: MADOGUCHI_PICTURES=1."""
    if os.environ.get("MADOGUCHI_PICTURES") == "1":
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def asked(desk):
    """Residents asked the same thing thirty times, and nothing was found."""
    with transaction(desk.engine) as session:
        for number in range(30):
            row = {"session": f"s{number}", "channel": "web", "municipality": "ogaki", "language": "ja", "resolution": "fallback", "reason": "below_threshold"}
            session.add(MessageRow(**row, text=QUESTION + "。" * (number % 2), milliseconds=40))


def answers(page, text):
    """What a resident reads as answers to a question, in a conversation of its own; nothing when it was not answered."""
    page.goto("/?city=ogaki")
    page.fill("#message", text)
    page.press("#message", "Enter")
    page.wait_for_selector("#log .turn .reply[data-type]")
    return "".join(page.locator("#log .turn .reply[data-type=answer]").all_inner_texts())


def ask_until(page, text, wanted, seconds=60):
    """Ask again and again until the answer is the wanted one, as a resident would who tries later; what was read last."""
    end = time.monotonic() + seconds
    while wanted not in (read := answers(page, text)) and time.monotonic() < end:
        page.wait_for_timeout(250)
    return read


def test_an_unanswered_question_becomes_an_answer(sign_in, desk, asked):
    editor = sign_in("henshu")
    picture(editor, "home")
    editor.click("nav >> text=質問の受け箱")
    editor.click("text=最新の質問でまとめ直す")
    theme = editor.locator(".theme", has_text=QUESTION)
    theme.wait_for()
    assert "30件" in theme.inner_text()
    picture(editor, "inbox")
    theme.locator("li:has-text('コンビニ') button:has-text('加える')").first.click()
    editor.wait_for_selector("text=言い方を下書きに加えました")
    assert QUESTION in editor.input_value("#f-phrasings")
    editor.wait_for_selector("#preview .bubble")
    picture(editor, "entry")
    right = max(editor.input_value("#f-answer").split("。"), key=len).strip()
    resident = sign_in()
    assert right not in answers(resident, QUESTION)
    editor.click("text=確認を依頼する")
    editor.wait_for_selector("text=で比べました")
    picture(editor, "review")

    approver = sign_in("shonin")
    approver.goto(editor.url)
    assert QUESTION in "".join(approver.locator("ins").all_inner_texts())
    approver.click("main button:has-text('公開する')")
    approver.wait_for_selector("text=公開しました")
    assert right in ask_until(resident, QUESTION, right)


def test_roll_back(sign_in, desk, asked):
    editor, approver = sign_in("henshu"), sign_in("kanri")
    editor.goto("/staff/entries?q=コンビニ&municipality=ogaki")
    editor.click("tbody a:has-text('住民票などの証明書')")
    old = editor.input_value("#f-answer")
    editor.fill("#f-answer", "いまは取れません。")
    editor.click("text=下書きを保存")
    editor.wait_for_selector("text=下書きを保存しました")
    editor.click("text=確認を依頼する")
    editor.wait_for_selector("text=試験用で悪くなるのは")
    approver.goto(editor.url)
    approver.fill("#reason", "制度が変わったため")
    approver.click("main button:has-text('公開する')")
    approver.wait_for_selector("text=公開しました")
    approver.goto(editor.url)
    approver.goto("/staff/entries/ogaki.convenience-store-certificates/history")
    picture(approver, "history")
    approver.click("text=第1版に戻す")
    approver.wait_for_selector("text=第1版に戻しました")
    approver.goto("/staff/entries/ogaki.convenience-store-certificates")
    assert approver.input_value("#f-answer") == old


def test_what_was_typed_outlives_a_closed_window(sign_in):
    editor = sign_in("henshu")
    editor.goto("/staff/entries/ogaki.convenience-store-certificates")
    editor.fill("#f-answer", "書きかけの答え。")
    editor.goto("/staff/entries")
    editor.go_back()
    if editor.input_value("#f-answer") != "書きかけの答え。":
        editor.click("text=入力を戻す")
    assert editor.input_value("#f-answer") == "書きかけの答え。"


def test_the_inbox_works_by_keyboard(sign_in, asked):
    editor = sign_in("henshu")
    editor.goto("/staff/inbox?municipality=ogaki")
    editor.click("text=最新の質問でまとめ直す")
    editor.wait_for_selector(".theme")
    editor.fill("label:has-text('担当課') input[name=target]", "市民課")
    # Enter in a field must not press the first button of the theme.
    editor.keyboard.press("Enter")
    assert editor.locator(".theme").count() == 1
    editor.click("h1")
    editor.keyboard.press("j")
    editor.keyboard.press("x")
    editor.wait_for_selector("text=「対応しない」にしました")
    assert editor.locator(".theme").count() == 0
