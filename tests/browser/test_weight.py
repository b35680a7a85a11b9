"""What the chat page costs to load."""

import gzip

import httpx

PARTS = (
    "/design/static/base.css",
    "/chat/static/chat.css",
    "/design/static/theme.js",
    "/chat/static/chat.js",
    "/chat/static/suggestion.js",
    "/chat/static/voice.js",
)


def test_script_and_style_weigh_little(resident):
    assert sum(len(gzip.compress(httpx.get(resident.url + part).content)) for part in PARTS) <= 30 * 1024


def test_first_load_takes_five_requests_at_most(open_page, resident):
    page = open_page("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?city=ogaki", wait_until="networkidle")
    assert len(asked) <= 5, asked
    assert all(url.startswith(resident.url) for url in asked)


def test_usable_on_a_slow_line(open_page):
    page = open_page("about:blank")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": 300, "downloadThroughput": 12_500, "uploadThroughput": 12_500})
    page.goto("/?city=ogaki", wait_until="commit")
    page.locator("#message").wait_for(timeout=10_000)
    page.fill("#message", "住民票はコンビニで取れますか")
    page.press("#message", "Enter")
    page.locator(".citation").wait_for(timeout=20_000)
