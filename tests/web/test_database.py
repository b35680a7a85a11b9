"""The migrations make the tables that the code declares; preparing twice changes nothing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from knowledge.store import Base, open_engine, publication_version
from web.database import migrate, prepare


def test_migrations_make_the_tables_declared(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_preparing_again_changes_nothing(engine):
    version = publication_version(engine)
    assert prepare(engine) == 0
    assert publication_version(engine) == version
