"""The list of entries: the product's search, the filters, several at once."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.catalogue import Catalogue
from tests.staff_desk import CERTIFICATES
from web.staff.answers.listing import Filter, Standing, find_entries

TODAY = date(2026, 4, 10)
NOTHING = Standing(frozenset(), frozenset())


@pytest.fixture
def cities(small_catalogue):
    city = small_catalogue.municipalities["ogaki"]
    dated = [
        replace(entry, valid_until=date(2026, 3, 31), confirm_by=date(2026, 4, 1), department="情報企画課") if entry.id == CERTIFICATES else entry
        for entry in city.entries
    ]
    return Catalogue(small_catalogue.municipalities | {"ogaki": replace(city, entries=tuple(dated))}).municipalities


@pytest.mark.parametrize("flag", ["expired", "confirm", "draft", "low_rated"])
def test_a_flag_finds_its_entry(small_clerk, cities, flag):
    known = Standing(frozenset([CERTIFICATES]), frozenset([CERTIFICATES]))
    assert [entry.id for entry in find_entries(small_clerk, cities, Filter(flag=flag), known, TODAY)] == [CERTIFICATES]


def test_entries_without_a_page_are_found_as_unsourced(small_clerk, cities):
    entries = find_entries(small_clerk, cities, Filter(flag="unsourced"), NOTHING, TODAY)
    assert {entry.id for entry in entries} == {entry.id for city in cities.values() for entry in city.entries if any(s.page is None for s in entry.sources)}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(department="情報企画課"), True),
        (Filter(department="総務部"), False),
        (Filter(topic="mynumber"), True),
        (Filter(municipality="sado"), False),
        (Filter(status="running"), True),
        (Filter(status="finished"), False),
        (Filter(flag="soon"), False),
        (Filter(flag="'; DROP TABLE entry"), False),
    ],
)
def test_filters(small_clerk, cities, wanted, found):
    entries = find_entries(small_clerk, cities, wanted, NOTHING, TODAY)
    assert (CERTIFICATES in [entry.id for entry in entries]) is found


@pytest.mark.parametrize("words", ["住民票をコンビニで", "コンビニ 証明書", CERTIFICATES])
def test_words_are_found_with_the_products_own_search(small_clerk, cities, words):
    assert CERTIFICATES in [entry.id for entry in find_entries(small_clerk, cities, Filter(words=words), NOTHING, TODAY)][:3]


def test_a_choice_is_typed_by_its_name(desk, small_catalogue):
    from knowledge.store import transaction
    from web.staff.answers.draft import DraftRow

    chosen = [entry.id for entry in small_catalogue.municipalities["ogaki"].entries[:2]]
    desk.post(desk.client("henshu"), "/staff/entries/bulk", chosen=chosen, field="status", value="検討中")
    with transaction(desk.engine) as session:
        assert [row.body["status"] for row in session.query(DraftRow)] == ["considering", "considering"]


def test_a_field_of_several_is_set_as_drafts(desk, small_catalogue):
    from sqlalchemy import select

    from knowledge.store import transaction
    from web.staff.answers.draft import DraftRow

    chosen = [entry.id for entry in small_catalogue.municipalities["ogaki"].entries[:3]]
    desk.post(desk.client("henshu"), "/staff/entries/bulk", chosen=chosen, field="confirm_by", value="2027-03-31")
    with transaction(desk.engine) as session:
        assert {row.subject: row.body["confirm_by"] for row in session.scalars(select(DraftRow))} == dict.fromkeys(chosen, "2027-03-31")


def test_another_citys_entries_cannot_be_changed_in_bulk(desk):
    response = desk.post(desk.client("sado-henshu"), "/staff/entries/bulk", chosen=[CERTIFICATES], field="topic", value="plan")
    assert response.status_code == 403
