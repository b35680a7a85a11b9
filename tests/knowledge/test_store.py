"""Importing twice changes nothing, what staff edited stays, and every change is told by a growing version."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.errors import StoreError
from knowledge.store import Base, EntryRow, as_json, import_catalogue, mark_published, now, open_engine, publication_version, read_published, transaction

CITY = "sado"


@pytest.fixture
def engine(tmp_path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def small(catalogue) -> Catalogue:
    city = catalogue.municipalities[CITY]
    return Catalogue({CITY: replace(city, entries=city.entries[:5])})


def changed(catalogue: Catalogue, **fields: object) -> Catalogue:
    """The catalogue with its first entry changed."""
    city = catalogue.municipalities[CITY]
    first, *rest = city.entries
    return Catalogue({CITY: replace(city, entries=(replace(first, **fields), *rest))})


def test_what_goes_in_comes_out(engine, catalogue):
    import_catalogue(engine, catalogue)
    published = read_published(engine)
    for name, city in catalogue.municipalities.items():
        assert published.municipalities[name].profile == city.profile
        assert sorted(published.municipalities[name].entries, key=lambda e: e.id) == sorted(city.entries, key=lambda e: e.id)
        assert sorted(published.municipalities[name].indicators, key=lambda i: i.id) == sorted(city.indicators, key=lambda i: i.id)


def test_importing_twice_changes_nothing(engine, small):
    assert import_catalogue(engine, small) > 0
    version = publication_version(engine)
    assert import_catalogue(engine, small) == 0
    assert publication_version(engine) == version == 1


def test_a_changed_file_is_imported(engine, small):
    import_catalogue(engine, small)
    assert import_catalogue(engine, changed(small, answer="新しい答えです。")) == 1
    assert publication_version(engine) == 2
    first = small.municipalities[CITY].entries[0]
    assert read_published(engine).entry(first.id).answer == "新しい答えです。"


def edit(engine: Engine, entry_id: str, answer: str) -> None:
    """What the staff console does when it publishes an edited entry."""
    with transaction(engine) as session:
        row = session.get(EntryRow, entry_id)
        row.body, row.edited, row.changed_at = row.body | {"answer": answer}, True, now()
        mark_published(session)


def test_what_staff_edited_stays(engine, small):
    import_catalogue(engine, small)
    first = small.municipalities[CITY].entries[0]
    edit(engine, first.id, "職員が直した答えです。")
    assert import_catalogue(engine, changed(small, answer="ファイルの答えです。")) == 0
    assert read_published(engine).entry(first.id).answer == "職員が直した答えです。"


def test_an_entry_gone_from_the_files_goes_unless_edited(engine, small):
    import_catalogue(engine, small)
    city = small.municipalities[CITY]
    edit(engine, city.entries[1].id, "職員が直した答えです。")
    import_catalogue(engine, Catalogue({CITY: replace(city, entries=city.entries[2:])}))
    assert {e.id for e in read_published(engine).entries} == {e.id for e in city.entries[1:]}


def test_nothing_published_is_version_zero(engine):
    assert publication_version(engine) == 0
    assert read_published(engine).municipalities == {}


def test_json_keeps_the_names_of_the_files(small):
    body = as_json(small.municipalities[CITY].entries[0])
    assert set(body["period"]) == {"from", "to"}


def test_a_database_without_tables_is_refused(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(StoreError):
        publication_version(engine)
    engine.dispose()
