"""The browser's own copy of what was typed: it goes when the server has said that it is saved, and not before."""

import pytest

PATH = "/staff/entries/ogaki.convenience-store-certificates"
TYPED = "書きかけの答え。"
COPIES = "Object.keys(localStorage).filter(name => name.startsWith('staff:'))"


@pytest.fixture
def editor(sign_in):
    """An editor who has typed and not saved."""
    page = sign_in("henshu")
    page.goto(PATH)
    page.fill("#f-answer", TYPED)
    return page


def save(page):
    page.click("text=下書きを保存")


def test_a_copy_goes_when_the_draft_is_saved(editor):
    save(editor)
    editor.wait_for_selector("text=下書きを保存しました")
    assert editor.evaluate(COPIES) == []


def test_a_copy_outlives_a_lost_connection(editor):
    editor.route(f"**{PATH}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    save(editor)
    editor.wait_for_timeout(300)
    editor.goto(PATH)
    editor.click("text=入力を戻す")
    assert editor.input_value("#f-answer") == TYPED


def test_a_copy_outlives_a_refusal_and_goes_when_the_merge_is_saved(editor, sign_in):
    colleague = sign_in("shonin")
    colleague.goto(PATH)
    colleague.fill("#f-answer", "先の人の答え。")
    save(colleague)
    colleague.wait_for_selector("text=下書きを保存しました")
    save(editor)
    editor.wait_for_selector("h1:has-text('ほかの人が先に変えました')")
    assert len(editor.evaluate(COPIES)) == 1
    editor.click("text=選んだ内容で保存")
    editor.wait_for_selector("text=下書きを保存しました")
    assert editor.evaluate(COPIES) == []
