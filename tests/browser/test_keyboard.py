"""Keyboard and screen reader: order of focus, roles and names, and what is announced."""

import pytest
from playwright.sync_api import expect

QUESTION = "住民票はコンビニで取れますか"

# Notes what is added inside a live region, as a screen reader would hear it.
LISTEN = """() => {
    window.announced = [];
    const region = (node) => (node.nodeType === 1 ? node : node.parentElement).closest('[aria-live], [role=log], [role=status]');
    const live = (node) => region(node) && region(node).getAttribute('aria-live') !== 'off';
    const note = (change) => change.addedNodes.forEach((node) => { if (live(change.target)) window.announced.push(node.textContent); });
    new MutationObserver((changes) => changes.forEach(note)).observe(document.body, { childList: true, subtree: true });
}"""


def type_at_once(page, text):
    """As an IME commits a word: one input, so one look-up, however slowly the machine types."""
    page.focus("#message")
    expect(page.locator("#message")).to_have_role("combobox")
    page.keyboard.insert_text(text)
    page.wait_for_selector("#suggestions li")


def walk(page, steps):
    places = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate("(document.activeElement.textContent || document.activeElement.name || '').trim().split('\\n')[0] || document.activeElement.id")
        )
    return places


def test_tab_order_from_the_top(open_page):
    page = open_page("/?city=ogaki")
    first, city, language, settings, *_ = walk(page, 5)
    assert first == "本文へ移動"
    assert "市を選ぶ" in city
    assert language.startswith("Language")
    assert settings == "設定"


def test_skip_link_moves_to_the_main_part(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_after_an_answer_is_reached_by_tab(open_page, ask):
    page = open_page("/?city=ogaki")
    ask(page, QUESTION)
    page.focus("#log")
    reached = walk(page, 10)
    for name in ("印刷", "この答えのページ", "はい", "いいえ", "ひとこと書く（任意）"):
        assert any(place.startswith(name) for place in reached), reached


def test_focus_is_always_visible(open_page):
    page = open_page()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3


def test_escape_closes_a_menu_and_gives_focus_back(open_page):
    page = open_page()
    page.locator("summary", has_text="設定").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent").strip() == "設定"


def test_roles_and_names(open_page, ask):
    page = open_page("/?city=ogaki")
    ask(page, QUESTION)
    assert page.get_by_role("heading", level=1, name="大垣市の質問窓口").count() == 1
    assert page.get_by_role("log", name="会話").count() == 1
    assert page.get_by_role("combobox", name="知りたいこと").count() == 1
    assert page.get_by_role("main").count() == page.get_by_role("contentinfo").count() == page.get_by_role("banner").count() == 1
    assert page.get_by_role("button", name="送信").count() == 1
    assert page.get_by_role("form", name="この答えの評価").count() == 1


def test_furigana_are_for_the_eye_alone(open_page, ask):
    page = open_page("/?city=ogaki&furigana=1")
    ask(page, QUESTION)
    assert page.locator("#ask rt").count() > 1
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in tree if "name" in node}
    assert {"大垣市の質問窓口", "送信", "設定"} <= names


def test_each_reply_is_announced_once(open_page, ask):
    page = open_page("/?city=ogaki")
    page.evaluate(LISTEN)
    ask(page, QUESTION)
    page.wait_for_timeout(200)
    announced = page.evaluate("window.announced")
    assert sum("はい。マイナンバーカード" in text for text in announced) == 1
    assert sum(QUESTION in text and "コンビニで取得" not in text for text in announced) == 1


def test_restored_replies_are_not_announced(open_page, ask):
    page = open_page("/?city=ogaki")
    ask(page, QUESTION)
    page.add_init_script("""addEventListener('DOMContentLoaded', () => { const log = document.querySelector('#log'); window.loud = 0;
        new MutationObserver(() => { if (log.getAttribute('aria-live') !== 'off') window.loud += 1; }).observe(log, { childList: true }); });""")
    page.reload()
    page.wait_for_selector("#log .turn")
    assert page.evaluate("window.loud") == 0


@pytest.mark.parametrize("typed", ["じゅうみん", "住民票", "ジュウミンヒョウ"])
def test_suggestions_with_the_keyboard(open_page, typed):
    page = open_page("/?city=ogaki")
    type_at_once(page, typed)
    box = page.locator("#message")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    option = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert option.get_attribute("aria-selected") == "true"
    assert page.evaluate("document.activeElement.id") == "message"
    chosen = option.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .reply[data-type]")
    assert page.locator("#log .question p").inner_text() == chosen
    assert page.locator("#suggestions").is_hidden()


def test_escape_closes_suggestions_and_keeps_the_text(open_page):
    page = open_page("/?city=ogaki")
    type_at_once(page, "じゅうみん")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    assert page.input_value("#message") == "じゅうみん"
