"""The chat page with script switched off: a plain form."""

import pytest

QUESTION = "住民票はコンビニで取れますか"


@pytest.fixture
def page(open_page):
    return open_page("/?city=ogaki", java_script_enabled=False)


def send(page, text):
    page.fill("#message", text)
    with page.expect_navigation():
        page.press("#message", "Enter")


def test_a_conversation(page, resident):
    send(page, QUESTION)
    send(page, "担当はどこですか")
    assert page.locator("#log .turn").count() == 2
    first, second = resident.dialogue.asked[-2:]
    assert first.session == second.session
    assert not page.context.cookies()


def test_reloading_asks_nothing_twice(page, resident):
    send(page, "再読み込みされる質問")
    page.reload()
    assert page.locator("#log .turn").count() == 1
    assert len([m for m in resident.dialogue.asked if m.text == "再読み込みされる質問"]) == 1


def test_going_back_and_asking_something_else(page):
    send(page, QUESTION)
    page.go_back()
    send(page, "LINEで何ができますか")
    assert page.locator("#log .question").last.inner_text().endswith("LINEで何ができますか")


@pytest.mark.parametrize(("text", "told"), [("", "入力されていません"), ("あ" * 501, "500文字以内")])
def test_mistakes_are_explained_and_the_text_is_kept(page, text, told):
    send(page, text)
    assert told in page.inner_text("#problem")
    assert page.input_value("#message") == text


def test_choice_related_and_topic_buttons(page):
    page.locator(".topics summary").first.click()
    with page.expect_navigation():
        page.locator(".topics details[open] button").first.click()
    assert page.locator("#log .turn").count() == 1
    with page.expect_navigation():
        page.locator("#log .choice").first.click()
    assert page.locator("#log .turn").count() == 2


def test_furigana_and_language_keep_the_conversation(page):
    send(page, QUESTION)
    page.locator("summary", has_text="設定").click()
    page.get_by_label("ふりがなを付ける").check()
    with page.expect_navigation():
        page.get_by_role("button", name="変更する").click()
    assert page.locator("#log rt").count() > 3
    page.locator("summary", has_text="Language").click()
    with page.expect_navigation():
        page.get_by_role("button", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    assert page.locator("#log .turn").count() == 1


def test_feedback(page):
    send(page, QUESTION)
    with page.expect_navigation():
        page.get_by_role("button", name="はい", exact=True).click()
    assert "ありがとうございます" in page.inner_text("#log")


def test_forgetting(page):
    send(page, QUESTION)
    with page.expect_navigation():
        page.get_by_role("button", name="会話を消して").click()
    assert page.locator("#log .turn").count() == 0


def test_the_table_of_a_chart_can_be_opened(open_page):
    page = open_page("/?city=sasebo", java_script_enabled=False)
    send(page, "データを活用した事業立案数の目標は？")
    page.locator("summary", has_text="表で見る").click()
    assert page.locator("#log table").is_visible()
