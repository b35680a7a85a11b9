"""The grid of an indicator."""

import pytest

from knowledge.store import read_published
from web.staff.answers.indicator_pages import number_of

POPULATION = "ogaki.population-total"


@pytest.mark.parametrize(("text", "number"), [("1,040", 1040), ("12.5", 12.5), ("-3", -3), ("約10", None), ("nan", None), ("inf", None), ("", None)])
def test_numbers_are_read_as_people_type_them(text, number):
    assert number_of(text) == number


def grid(**changes):
    return {
        "name": "大垣市の人口（総数）",
        "unit": "人",
        "note": "",
        "year": ["R2", "R3"],
        "target": ["", ""],
        "actual": ["160485", "159,999"],
        "lock": "0",
        **changes,
    }


def base_of(desk, client):
    return client.get(f"/staff/indicators/{POPULATION}").text.split('name="base" value="')[1].split('"')[0]


def test_a_changed_figure_is_reviewed_and_published(desk, small_catalogue):
    from knowledge.store import import_catalogue

    editor = desk.client("henshu")
    desk.post(editor, f"/staff/indicators/{POPULATION}", **grid(base=base_of(desk, editor)))
    review = desk.post(editor, f"/staff/indicators/{POPULATION}/review").location
    desk.post(desk.client("kanri"), f"{review}/publish", reason="最新の値")
    import_catalogue(desk.engine, small_catalogue)
    city = read_published(desk.engine).municipalities["ogaki"]
    values = next(indicator.values for indicator in city.indicators if indicator.id == POPULATION)
    assert [(value.year, value.actual) for value in values] == [("R2", 160485), ("R3", 159999)]


@pytest.mark.parametrize(("changes", "status"), [({"actual": ["多い", "1"]}, 422), ({"year": ["令和", "R3"]}, 422), ({"base": "old"}, 409)])
def test_what_cannot_stand_is_told(desk, changes, status):
    editor = desk.client("henshu")
    response = desk.post(editor, f"/staff/indicators/{POPULATION}", **(grid(base=base_of(desk, editor)) | changes))
    assert response.status_code == status and "R3" in response.text


def test_an_earlier_figure_comes_back(desk):
    editor, approver = desk.client("henshu"), desk.client("kanri")
    desk.post(editor, f"/staff/indicators/{POPULATION}", **grid(base=base_of(desk, editor)))
    review = desk.post(editor, f"/staff/indicators/{POPULATION}/review").location
    desk.post(approver, f"{review}/publish", reason="最新の値")
    assert "159,999" in approver.get(f"/staff/indicators/{POPULATION}/history").text
    desk.post(approver, f"/staff/indicators/{POPULATION}/rollback", number="1")
    values = next(found.values for found in read_published(desk.engine).municipalities["ogaki"].indicators if found.id == POPULATION)
    assert 159999 not in [value.actual for value in values]
