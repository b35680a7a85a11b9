"""A real browser on the real application: Debian's Chromium, one server for the resident's window, one for a strange host."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from flask import Flask, Response
from werkzeug.serving import make_server

from tests.browser.axe_core import axe_source
from tests.resident import build_app

DEVICE = {"locale": "ja-JP", "viewport": {"width": 1000, "height": 800}}


@contextmanager
def served(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def host_page():
    """A strange site with a strict policy and rude styles; `body` and `policy` may be set by a test."""
    page = SimpleNamespace(body="", policy="", url="")
    app = Flask("host")
    app.add_url_rule("/", view_func=lambda: Response(page.body, headers={"Content-Security-Policy": page.policy}, mimetype="text/html"))
    with served(app) as page.url:
        yield page


@pytest.fixture(scope="session")
def resident(tmp_path_factory, host_page):
    """The resident's window: its address, application and dialogue."""
    app = build_app(tmp_path_factory.mktemp("resident"), MADOGUCHI_FRAME_ANCESTORS=f"'self' {host_page.url}")
    conversation = app.extensions["conversation"]
    with served(app) as url:
        yield SimpleNamespace(url=url, app=app, dialogue=conversation.rasa, engine=conversation.engine)


@pytest.fixture
def open_page(chromium, resident):
    """Opens a fresh browser profile at a path; scripts must run without mistakes and stay on our own site."""
    contexts, mistakes = [], []

    def open_at(path="/?city=ogaki", *, strange=(), **device):
        context = chromium.new_context(**(DEVICE | {"base_url": resident.url} | device))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda message: mistakes.append(message.text) if "Content Security Policy" in message.text else None)
        page.on("request", lambda request: mistakes.append(request.url) if not request.url.startswith((resident.url, "data:", "blob:", *strange)) else None)
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not mistakes


@pytest.fixture
def ask():
    """Types a question, sends it with Enter and waits for the reply."""

    def send(page, text):
        before = page.locator("#log .reply[data-type]").count()
        page.fill("#message", text)
        page.press("#message", "Enter")
        page.locator("#log .reply[data-type]").nth(before).wait_for()

    return send


@pytest.fixture
def violations():
    """axe's findings on a page as it stands, each as rule and place."""

    def check(page):
        page.evaluate(axe_source())
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}" for rule in found for node in rule["nodes"]]

    return check
