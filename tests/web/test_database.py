"""The migrations make the tables that the code declares; preparing twice changes nothing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from knowledge.store import Base, open_engine, publication_version
from web.database import main, migrate, prepare


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


def test_data_of_a_newer_version_is_said_in_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path))
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{tmp_path}/newer.db")
    with open_engine(f"sqlite:///{tmp_path}/newer.db").begin() as connection:
        connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("insert into alembic_version values ('ffffffffffff')"))
    assert main() == 1
    told = capsys.readouterr().err
    assert "新しい版" in told
    assert told.count("\n") == 1
