"""No page, in no state, has anything axe can find fault with."""

import pytest

from knowledge.disaster_notice import DisasterNotice, switch_off, switch_on

ANSWERED = "データを活用した事業立案数の目標は？"
CLARIFYING = "データ"

PAGES = ("/", "/?city=ogaki", "/?city=sasebo&lang=en", "/?city=ogaki&furigana=1", "/?city=ogaki&lang=ja-easy", "/faq/", "/faq/ogaki/")
FAQ = (
    "/faq/sasebo/no-writing-forms",
    "/faq/ogaki/convenience-store-certificates?lang=vi",
    "/about/ogaki",
    "/privacy",
    "/accessibility",
    "/nothing-here",
    "/demo",
)


@pytest.mark.parametrize("path", [*PAGES, *FAQ])
def test_pages(open_page, violations, path):
    assert violations(open_page(path)) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_answer_with_chart_in_every_colour(open_page, ask, violations, theme):
    page = open_page(f"/?city=sasebo&theme={theme}")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    ask(page, ANSWERED)
    page.locator("summary", has_text="表で見る").first.click()
    assert page.locator("svg.chart").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(CLARIFYING, id="choices"),
        pytest.param("おいしいラーメン屋はどこですか", id="fallback"),
        pytest.param("手数料はいくらですか 証明書 コンビニ", id="partial"),
    ],
)
def test_other_replies(open_page, ask, violations, question):
    page = open_page("/?city=ogaki")
    ask(page, question)
    assert violations(page) == []


def test_furigana_answer(open_page, ask, violations):
    page = open_page("/?city=sasebo&furigana=1")
    ask(page, ANSWERED)
    assert page.locator("#log ruby").count() > 5
    assert violations(page) == []


def test_mistake_shown(open_page, violations):
    page = open_page()
    page.press("#message", "Enter")
    assert page.locator("#problem").is_visible()
    assert violations(page) == []


def test_waiting_and_connection_lost(open_page, violations):
    page = open_page()
    held = []
    page.route("**/chat/turns", lambda route: held.append(route))  # noqa: PLW0108 (Playwright marks the function it is given)
    page.fill("#message", ANSWERED)
    page.press("#message", "Enter")
    page.locator(".typing-dots").wait_for()
    assert violations(page) == []
    held[0].abort()
    page.get_by_role("button", name="もう一度送る").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_emergency_banner(open_page, resident, violations, theme):
    switch_on(resident.engine, DisasterNotice("大雨のため、避難所を開いています。", 1, "test", "ogaki"))
    try:
        # So tall that the pinned field covers no topic: axe would take a half-covered one for a small target.
        page = open_page("/?city=ogaki", viewport={"width": 1000, "height": 1400})
    finally:
        switch_off(resident.engine, "ogaki")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    assert page.get_by_role("region", name="災害のお知らせ").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("sought", ["コンビニで住民票を取りたい", "！？"])
def test_search_results(open_page, violations, sought):
    page = open_page("/faq/ogaki/")
    page.fill("#q", sought)
    page.press("#q", "Enter")
    page.locator("#found").wait_for()
    assert violations(page) == []


def test_thanks_for_a_mark(open_page, ask, violations):
    page = open_page("/?city=ogaki")
    ask(page, "住民票はコンビニで取れますか")
    page.get_by_role("button", name="はい", exact=True).click()
    page.get_by_text("ありがとうございます").wait_for()
    assert violations(page) == []


def test_why_an_answer_did_not_help(open_page, ask, violations):
    page = open_page("/?city=ogaki")
    ask(page, "住民票はコンビニで取れますか")
    page.get_by_role("button", name="いいえ").click()
    page.get_by_role("button", name="内容が難しかった").wait_for()
    assert violations(page) == []


def test_demo_with_the_chat_open(open_page, violations):
    page = open_page("/demo?city=ogaki")
    page.get_by_role("button", name="質問する").click()
    page.frame_locator("iframe").locator("#message").wait_for()
    assert violations(page) == []


def test_suggestions_and_menus_open(open_page, violations):
    page = open_page()
    page.locator("#message").press_sequentially("じゅうみん")
    page.wait_for_selector("#suggestions li")
    assert violations(page) == []
    for menu in page.locator("details.menu summary").all():
        menu.click()
        assert violations(page) == []


def test_four_times_as_large(open_page, ask, violations):
    page = open_page("/?city=sasebo", viewport={"width": 320, "height": 256})
    ask(page, ANSWERED)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/?city=sasebo", "/faq/ogaki/", "/faq/sasebo/no-writing-forms", "/privacy/ogaki"])
def test_nothing_hangs_over_a_narrow_screen(open_page, path):
    page = open_page(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
