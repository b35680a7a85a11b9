"""No page of the desk has anything axe can find fault with."""

import pytest

from tests.browser.staff.test_jobs import picture
from web.line.notice.drafting import Draft, write

PAGES = {
    "": "home-empty",
    "entries": "entries",
    "entries/ogaki.convenience-store-certificates": "",
    "entries/ogaki.convenience-store-certificates/history": "",
    "entries/new?municipality=ogaki": "",
    "drafts": "",
    "reviews": "",
    "inbox": "",
    "inbox/decided?municipality=ogaki": "",
    "indicators": "",
    "indicators/ogaki.population-total": "indicator",
    "exchange": "exchange",
    "test?municipality=ogaki&text=住民票": "test",
    "intents": "intents",
    "intents/greet": "",
    "intents/confusions": "confusions",
    "suggestions": "",
    "freshness": "freshness",
    "voices": "",
    "switches": "switches",
    "notices/": "",
    "notices/new?municipality=ogaki&q=コンビニ": "",
    "notices/1": "",
    "notices/1/edit": "",
    "audit": "audit",
    "me": "",
    "report": "report",
}


@pytest.fixture(autouse=True)
def notice(desk):
    """A LINE notice, so that its pages exist."""
    return write(desk.engine, Draft("ogaki", {"ja": "水道工事のため断水します。"}), who="henshu")


def test_the_sign_in_page(sign_in, violations):
    page = sign_in()
    page.goto("/staff/sign-in")
    picture(page, "sign-in")
    assert violations(page) == []


def test_every_page(sign_in, violations):
    page = sign_in("kanri")
    found = {}
    for path, name in PAGES.items():
        page.goto(f"/staff/{path}")
        if name:
            picture(page, name)
        found[path] = violations(page)
    assert [f"{path}: {fault}" for path, faults in found.items() for fault in faults] == []


@pytest.mark.parametrize("width", [320])
def test_narrow_pages_do_not_scroll_sideways(sign_in, width):
    page = sign_in("kanri")
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"/staff/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), path
