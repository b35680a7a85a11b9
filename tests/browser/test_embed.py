"""The button on a strange site with a strict policy: nothing leaks in or out, and no cookie is set."""

import gzip

import httpx
import pytest

RUDE = "button, div, iframe { all: unset !important; display: none !important; } * { color: red !important; }"
QUESTION = "住民票はコンビニで取れますか"


@pytest.fixture
def host(host_page, resident):
    url = resident.url
    host_page.policy = f"default-src 'none'; script-src {url}; frame-src {url}; style-src 'nonce-host'; require-trusted-types-for 'script'"
    script = f'<script src="{url}/embed.js" data-municipality="ogaki" defer></script>'
    host_page.body = f'<!doctype html><html lang="ja"><title>市</title><style nonce="host">{RUDE}</style><main><h1>市のページ</h1></main>{script}'
    return host_page


@pytest.fixture
def page(open_page, host):
    opened = open_page(host.url, strange=(host.url,))
    opened.get_by_role("button", name="質問する").wait_for()
    return opened


def test_opens_asks_and_closes_with_escape(page, ask):
    button = page.get_by_role("button", name="質問する")
    button.click()
    frame = page.frame_locator("madoguchi-chat iframe")
    frame.locator("#message").fill(QUESTION)
    frame.locator("#message").press("Enter")
    frame.locator(".citation").wait_for()
    frame.locator("#message").press("Escape")
    button.wait_for()
    assert page.locator("madoguchi-chat iframe").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "MADOGUCHI-CHAT"


def test_keyboard_alone(page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert page.get_by_role("button", name="閉じる").get_attribute("aria-expanded") == "true"


def test_remembers_whether_it_was_open(page):
    page.get_by_role("button", name="質問する").click()
    page.reload()
    assert page.get_by_role("button", name="閉じる").is_visible()
    page.get_by_role("button", name="閉じる").click()
    page.reload()
    assert page.get_by_role("button", name="質問する").is_visible()


def test_nothing_is_loaded_or_kept_before_use(page):
    assert page.locator("madoguchi-chat iframe").count() == 0
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_cookie_even_in_use(page):
    page.get_by_role("button", name="質問する").click()
    page.frame_locator("madoguchi-chat iframe").locator("#message").wait_for()
    assert page.context.cookies() == []


def test_styles_leak_neither_way(page):
    assert page.get_by_role("button", name="質問する").evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(0, 23, 193)"
    assert page.locator("h1").evaluate("h => getComputedStyle(h).color") == "rgb(255, 0, 0)"
    assert page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length") == 1


def test_full_screen_on_a_phone(open_page, host):
    page = open_page(host.url, strange=(host.url,), viewport={"width": 360, "height": 640})
    page.get_by_role("button", name="質問する").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box["width"] == 360
    assert box["height"] > 560


def test_other_sites_may_not_frame_the_page(resident):
    policy = httpx.get(resident.url).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' http://127.0.0.1" in policy


def test_the_script_is_small(resident):
    assert len(gzip.compress(httpx.get(f"{resident.url}/embed.js").content)) <= 4096
