"""Looks, furigana, easy Japanese, languages: chosen once, kept in this browser."""

import pytest
from playwright.sync_api import expect

from web.language import LANGUAGES

QUESTION = "住民票はコンビニで取れますか"


def open_settings(page):
    page.locator("summary", has_text="設定").click()


@pytest.mark.parametrize(
    ("label", "attribute", "value"), [("大", "size", "large"), ("特大", "size", "larger"), ("暗い", "theme", "dark"), ("高コントラスト", "theme", "contrast")]
)
def test_looks_are_kept_after_a_reload(open_page, label, attribute, value):
    page = open_page()
    open_settings(page)
    page.get_by_label(label, exact=True).check()
    assert page.get_attribute("html", f"data-{attribute}") == value
    page.reload()
    assert page.get_attribute("html", f"data-{attribute}") == value


def test_larger_text_is_larger(open_page):
    page = open_page()
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    open_settings(page)
    page.get_by_label("特大", exact=True).check()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == before * 1.5


def test_furigana_keep_the_conversation_and_are_remembered(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    open_settings(page)
    with page.expect_navigation():
        page.get_by_label("ふりがなを付ける").click()
    page.wait_for_selector("#log .turn rt")
    assert "じゅうみんひょう" in page.locator("#log rt").all_inner_texts()
    page.goto("/?city=ogaki")
    page.wait_for_url("**furigana=1**")
    page.locator("#log ruby").first.wait_for()


def test_furigana_can_be_switched_off_again(open_page):
    page = open_page("/?city=ogaki&furigana=1")
    page.locator("summary").nth(1).click()
    with page.expect_navigation():
        page.locator("[name=furigana][type=checkbox]").uncheck()
    page.wait_for_load_state()
    assert page.locator("ruby").count() == 0


def test_easy_japanese(open_page, ask):
    page = open_page()
    open_settings(page)
    with page.expect_navigation():
        page.get_by_role("button", name="やさしい日本語").last.click()
    page.wait_for_load_state()
    ask(page, QUESTION)
    assert page.input_value("#ask [name=lang]") == "ja-easy"
    assert "マイナンバーカード" in page.locator("#log .spoken").last.inner_text()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_language(open_page, language):
    page = open_page()
    page.locator("summary", has_text="Language").click()
    if language.code != "ja":
        with page.expect_navigation():
            page.locator(".menu").first.get_by_role("button", name=language.name, exact=True).click()
        page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == language.tag
    sent = page.locator("#ask button[class=button]").inner_text()
    assert (sent == "送信") == (language.code == "ja")


def test_the_city_is_remembered(open_page):
    page = open_page("/")
    page.get_by_role("button", name="佐世保市").click()
    page.wait_for_url("**city=sasebo**")
    page.goto("/")
    page.wait_for_url("**city=sasebo**")
    assert page.get_by_role("heading", level=1).inner_text() == "佐世保市の質問窓口"


def test_another_city_is_another_conversation(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    with page.expect_navigation():
        page.select_option("#view select[name=city]", "sasebo")
    page.wait_for_load_state()
    assert page.locator("#log .turn").count() == 0


def test_a_city_chosen_with_keys_counts_when_the_menu_is_left(open_page):
    page = open_page()
    page.focus("#view select[name=city]")
    page.keyboard.press("ArrowDown")
    assert "city=ogaki" in page.url
    with page.expect_navigation():
        page.keyboard.press("Tab")
    assert "city=sasebo" in page.url


def test_focus_returns_to_the_settings(open_page):
    page = open_page()
    open_settings(page)
    with page.expect_navigation():
        page.get_by_label("ふりがなを付ける").click()
    expect(page.locator("#view summary").last).to_be_focused()


@pytest.mark.parametrize(("locale", "offered"), [("vi-VN", "vi"), ("zh-TW", "zh-Hant"), ("ja-JP", None), ("de-DE", None)])
def test_a_foreign_browser_is_offered_its_language(open_page, locale, offered):
    page = open_page(locale=locale)
    link = page.locator(".offer a")
    assert (link.get_attribute("hreflang") if link.count() else None) == offered


SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.querySelectorAll('main button, main p, main summary, main li')]
    .filter((place) => place.clientHeight > 1 && place.scrollHeight > place.clientHeight + 2 && getComputedStyle(place).overflow !== 'visible')
    .map((place) => place.textContent)"""


@pytest.mark.parametrize("path", ["/?city=sasebo", "/faq/sasebo/no-writing-forms"])
def test_wide_text_spacing_cuts_nothing_off(open_page, path):
    page = open_page(path, viewport={"width": 360, "height": 740})
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT_OFF) == []


def test_print_shows_the_conversation_alone(open_page, ask):
    page = open_page()
    ask(page, QUESTION)
    page.emulate_media(media="print")
    assert page.locator("#log .spoken").is_visible()
    assert page.locator(".citation").is_visible()
    for place in (".site-header", ".composer", ".tools", ".feedback", ".site-footer"):
        assert page.locator(place).first.is_hidden(), place


def test_forced_colours_and_reduced_motion(open_page, ask):
    page = open_page(forced_colors="active", reduced_motion="reduce")
    ask(page, QUESTION)
    assert page.evaluate("getComputedStyle(document.querySelector('.question')).borderTopColor") != "rgba(0, 0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
