"""A new indicator at the desk."""

import pytest
from bs4 import BeautifulSoup

from knowledge.indicator import YearValue
from knowledge.store import read_published

NEW = "ogaki.park-visitors"
GRID = {"year": ["R6", "R7"], "target": ["", "1,200"], "actual": ["1000", ""]}
FORM = {"municipality": "ogaki", "id": NEW, "name": "公園の来園者数", "unit": "人", "note": "", "aliases": "来園者\n公園の人数", "sources": "第3章｜12", **GRID}


def add(desk, **changes):
    return desk.post(desk.client("henshu"), "/staff/indicators/new", **(FORM | changes))


def test_it_is_reviewed_and_published(desk):
    add(desk)
    review = desk.post(desk.client("henshu"), f"/staff/indicators/{NEW}/review").location
    desk.post(desk.client("kanri"), f"{review}/publish", reason="新しい計画")
    found = next(indicator for indicator in read_published(desk.engine).municipalities["ogaki"].indicators if indicator.id == NEW)
    assert found.values == (YearValue("R6", None, 1000), YearValue("R7", 1200, None))
    assert (found.aliases, found.sources[0].page) == (("来園者", "公園の人数"), 12)


def test_until_then_it_is_listed_as_unpublished(desk):
    add(desk)
    page = desk.client("etsuran").get("/staff/indicators").text
    assert f"/staff/indicators/{NEW}" in page and "未公開" in page


def test_another_city_does_not_see_it_listed(desk):
    add(desk)
    assert NEW not in desk.client("sado-etsuran").get("/staff/indicators").text


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"name": ""}, 422, "名前"),
        ({"sources": ""}, 422, "出典"),
        ({"actual": ["多い", ""]}, 422, "数ではありません"),
        ({"id": "ogaki.公園"}, 422, "書き方が違います"),
        ({"id": "sado.park"}, 409, "「ogaki.」で始めてください"),
        ({"id": "ogaki.population-total"}, 409, "もうあります"),
    ],
)
def test_what_cannot_stand_is_told_with_what_was_typed(desk, changes, status, told):
    response = add(desk, **changes)
    assert response.status_code == status and told in response.text
    assert status == 409 or "公園の人数" in response.text


def test_the_form_of_an_old_one_keeps_its_sources(desk, small_catalogue):
    editor = desk.client("henshu")
    page = BeautifulSoup(editor.get("/staff/indicators/ogaki.population-total").text, "html.parser")
    old = next(found for found in small_catalogue.municipalities["ogaki"].indicators if found.id == "ogaki.population-total")
    assert old.sources[0].section in page.select_one("#sources").text
