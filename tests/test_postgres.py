"""The same on PostgreSQL, where `MADOGUCHI_TEST_POSTGRES` names an empty database (postgresql+psycopg://…): shape, knowledge, a conversation's log."""

import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from knowledge.store import Base, open_engine, read_published, transaction
from web.database import prepare
from web.message_log import Exchange, MessageRow, remember

URL = os.environ.get("MADOGUCHI_TEST_POSTGRES", "")
pytestmark = pytest.mark.skipif(not URL, reason="MADOGUCHI_TEST_POSTGRES names no database")
REPLY = {"resolution": "answered", "reason": "confident_match", "municipality": "ogaki", "replies": [{"type": "answer", "text": "はい。"}]}


@pytest.fixture(scope="module")
def postgres():
    engine = open_engine(URL)
    prepare(engine)
    yield engine
    engine.dispose()


def test_migrations_make_the_tables_that_are_declared(postgres):
    with postgres.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_knowledge_is_imported_once(postgres, catalogue):
    assert prepare(postgres) == 0
    assert {entry.id for entry in read_published(postgres).entries} == {entry.id for entry in catalogue.entries}


def test_messages_are_remembered(postgres):
    number = remember(postgres, Exchange("pg", "web", "ja", "住民票は？", REPLY, 5))
    with transaction(postgres) as session:
        assert session.scalar(select(MessageRow.text).where(MessageRow.id == number)) == "住民票は？"
