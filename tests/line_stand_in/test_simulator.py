"""The simulator in a real browser: a question, a bubble, a mark, a number, all through the signed webhook and a worker."""

import os
import shutil
import threading

import pytest
from playwright.sync_api import expect

from knowledge.store import open_engine
from tests.line_stand_in.simulator import create_simulator
from tests.line_stand_in.stand_in import running
from tests.web.line.conftest import line_settings, platform, prepared  # noqa: F401  (fixtures)
from web.application import create_app
from web.conversation import Conversation
from web.line.desk import open_desk
from web.line.inbox import waiting_turns
from web.line.work import take_turn
from web.rasa_client import RasaClient

SECONDS = 60_000


@pytest.fixture
def address(tmp_path, platform, prepared):  # noqa: F811
    database, live = prepared
    shutil.copy(database, tmp_path)
    with running(create_simulator(platform, "", ("ogaki", "both"))) as simulator:
        settings = line_settings(tmp_path, simulator)
        engine = open_engine(settings.knowledge.database_url)
        conversation = Conversation(RasaClient(settings.rasa_url, "token", 1.0), live, engine)
        product = create_app(settings, conversation)
        with running(product) as product_address, ThreadWorker(open_desk(settings, conversation)):
            current(simulator, product_address)
            yield simulator
        engine.dispose()


def current(simulator, product):
    """Tell the simulator, which had to start first, where the product is."""
    import httpx

    assert httpx.post(f"{simulator}/simulator/product", json={"product": product}, trust_env=False).status_code == 200


class ThreadWorker:
    """A worker in a thread of this process."""

    def __init__(self, desk):
        self.desk, self.done = desk, threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.done.wait(0.1):
            for account, turn in waiting_turns(self.desk.engine):
                take_turn(self.desk, account, turn)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 460, "height": 940})
    yield context.new_page()
    context.close()


def test_a_conversation_in_the_simulator(address, page, tmp_path):
    page.goto(address)
    page.get_by_role("button", name="友だち追加").click()
    expect(page.get_by_role("log")).to_contain_text("大垣市のLINE", timeout=SECONDS)
    page.get_by_label("メッセージ").fill("住民票をコンビニで取れますか")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble").first).to_contain_text("出典", timeout=SECONDS)
    picture = os.environ.get("SIMULATOR_PICTURE")
    if picture:
        page.screenshot(path=picture)
    page.get_by_role("button", name="解決した").click()
    expect(page.get_by_role("log")).to_contain_text("ありがとうございます。ほかにも", timeout=SECONDS)
    page.get_by_label("メッセージ").fill("受信設定")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="話題を選ぶ").click(timeout=SECONDS)
    page.get_by_role("button", name="子育て").click(timeout=SECONDS)
    expect(page.get_by_role("log")).to_contain_text("今の話題：子育て", timeout=SECONDS)
