"""A model is trained and taken into use by the real Rasa while a resident chats on; an ill one gives way to the old."""

import shutil
import threading
import time
import uuid
from types import SimpleNamespace

import pytest

from knowledge.store import now, open_engine, transaction
from tests import staff_desk
from tests.browser.conftest import DEVICE
from tests.conftest import VAR, start_stack
from web.staff.dialogue.example import ExampleRow, filed_examples
from web.staff.dialogue.training import READY, ModelRow
from web.staff.people.account import NewAccount, add_account
from web.staff.people.password import hash_password
from web.staff.people.role import Role

QUESTION, FOLLOW_UP = "住民票をコンビニで取れますか", "どこに書いてある？"
ENTRY = staff_desk.CERTIFICATES
MOVED = ("affirm", "choose", "compare_cities", "deny", "goodbye", "thank")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The real processes with models of their own, and an administrator."""
    data = tmp_path_factory.mktemp("town")
    shutil.copytree(VAR / "models", data / "models")
    stack = start_stack(data)
    stack.wait_ready(480)
    engine = open_engine(f"sqlite:///{data}/madoguchi.db")
    add_account(engine, NewAccount("kanri", "管理 花子", Role.ADMINISTRATOR, (), hash_password(staff_desk.PASSWORD, "kanri")))
    yield SimpleNamespace(stack=stack, url=stack.url, engine=engine, data=data)
    engine.dispose()
    stack.stop()


@pytest.fixture
def page_at(chromium, town):
    """Opens a page in a browser profile of its own."""
    contexts = []

    def opened(path):
        contexts.append(chromium.new_context(**(DEVICE | {"base_url": town.url, "viewport": {"width": 1280, "height": 900}})))
        page = contexts[-1].new_page()
        page.set_default_timeout(480_000)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def administrator(page_at):
    page = page_at("/staff/")
    page.fill("#name", "kanri")
    page.fill("#password", staff_desk.PASSWORD)
    page.click("main button")
    page.wait_for_selector("h1:has-text('ようす')")
    return page


@pytest.fixture
def chatter(town):
    """A resident who asks and asks again in one conversation until told to stop; keeps every reply."""
    said = SimpleNamespace(session=uuid.uuid4().hex, replies=[], stop=threading.Event())

    def chat():
        while not said.stop.is_set():
            text = FOLLOW_UP if said.replies else QUESTION
            said.replies.append(town.stack.ask(said.session, text, "ogaki"))
            time.sleep(0.5)

    thread = threading.Thread(target=chat, daemon=True)
    thread.start()
    yield said
    said.stop.set()
    thread.join(30)


def served_model(town):
    return (town.data / "models" / "madoguchi.tar.gz").stat().st_mtime_ns


def activate(page):
    page.click("text=このモデルに切り替える")
    page.wait_for_selector(".banner")
    return page.locator(".banner").first.inner_text()


def test_a_trained_model_is_taken_into_use_while_a_resident_chats_on(administrator, page_at, ask, town, chatter):
    resident = page_at("/?city=ogaki")
    administrator.goto("/staff/intents/greet")
    administrator.fill("#text", "まいどおおきに")
    administrator.click("button:has-text('加える')")
    administrator.wait_for_selector("text=変えました")
    administrator.goto("/staff/intents")
    administrator.click("button:has-text('学習する')")
    administrator.wait_for_selector("text=学習しています")
    ask(resident, QUESTION)
    administrator.wait_for_selector("text=終わりました。下の比較を見て")
    assert "今までのモデル" in administrator.locator("main").inner_text()
    old = served_model(town)
    assert "新しいモデルに切り替えました" in activate(administrator)
    assert served_model(town) != old
    ask(resident, FOLLOW_UP)
    assert "大垣市スマートシティ推進計画" in resident.locator("#log .turn").last.inner_text()
    assert town.stack.ask(uuid.uuid4().hex, "まいどおおきに", "ogaki")["resolution"] == "smalltalk"
    chatter.stop.set()
    assert {reply["resolution"] for reply in chatter.replies} == {"answered"}
    assert all(ENTRY in str(reply) or "大垣市スマートシティ推進計画" in str(reply) for reply in chatter.replies)


@pytest.fixture
def ill_model(town):
    """A model that reads several intents otherwise than staff want them read."""
    shutil.copy(town.data / "models" / "madoguchi.tar.gz", town.data / "ill.tar.gz")
    filed = filed_examples()
    with transaction(town.engine) as session:
        for intent in MOVED:
            session.add_all(ExampleRow(intent=intent, text=text, added=False, by="kanri", at=now()) for text in filed[intent])
            session.add(ExampleRow(intent=intent, text=f"こんにちは、{intent}", added=True, by="kanri", at=now()))
        report = {"before": {}, "after": {"right": 1.0, "errors": []}}
        session.add(ModelRow(path=str(town.data / "ill.tar.gz"), state=READY, by="kanri", at=now(), examples=1, report=report))


@pytest.fixture
def broken_model(town):
    """A file that is no model."""
    (town.data / "broken.tar.gz").write_bytes(b"no model")
    with transaction(town.engine) as session:
        report = {"before": {}, "after": {"right": 1.0, "errors": []}}
        session.add(ModelRow(path=str(town.data / "broken.tar.gz"), state=READY, by="kanri", at=now(), examples=1, report=report))


@pytest.mark.parametrize("model", ["ill_model", "broken_model"])
def test_an_ill_model_gives_way_to_the_old(administrator, town, request, model):
    request.getfixturevalue(model)
    old = served_model(town)
    administrator.goto("/staff/intents")
    assert "元のモデルに戻しました" in activate(administrator)
    assert served_model(town) == old
    assert town.stack.ask(uuid.uuid4().hex, QUESTION, "ogaki")["replies"][0]["entry_id"] == ENTRY
    assert town.stack.ask(uuid.uuid4().hex, "はじめからやり直したい", "ogaki")["resolution"] == "smalltalk"
