"""The staff's desk in a real browser, with the resident's window beside it."""

from types import SimpleNamespace

import pytest

from tests import staff_desk
from tests.browser.conftest import DEVICE, served
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import create_stand_in, running
from web.staff.answers import answer_diff
from web.staff.answers.graded import graded_questions


@pytest.fixture
def platform():
    """LINE's platform, to which 大垣市's account is connected."""
    return Platform()


@pytest.fixture
def line_address(platform):
    with running(create_stand_in(platform)) as address:
        yield address


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk, line_address, monkeypatch):
    """A desk that publishes for real: its clerk looks for changes, its jobs run beside the pages."""
    monkeypatch.setattr(answer_diff, "graded_questions", lambda city: graded_questions(city)[:8])
    found = staff_desk.open_small_desk(tmp_path, filled_file, small_clerk, **staff_desk.line_environment(line_address))
    found.app.extensions["staff_runner"] = found.run_job_later
    found.live.watch()
    with served(found.app) as url:
        yield SimpleNamespace(url=url, app=found.app, engine=found.engine, live=found.live)
    staff_desk.close_desk(found)


@pytest.fixture
def sign_in(chromium, desk):
    """Opens a browser profile and signs somebody in; without a name it is a resident's."""
    contexts = []

    def signed_in(name=None):
        context = chromium.new_context(**(DEVICE | {"base_url": desk.url, "viewport": {"width": 1280, "height": 900}}))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(180_000)
        if name:
            page.goto("/staff/")
            page.fill("#name", name)
            page.fill("#password", staff_desk.PASSWORD)
            page.click("main button")
            page.wait_for_selector("h1:has-text('ようす')")
        return page

    yield signed_in
    for context in contexts:
        context.close()
