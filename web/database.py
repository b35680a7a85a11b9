"""The database's shape: every table known here, migrations run here; then the files' knowledge comes in."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from knowledge import disaster_notice, feedback, opinion
from knowledge.catalogue import load_catalogue
from knowledge.store import import_catalogue
from web import message_log
from web.chat import turn

MIGRATIONS = Path(__file__).parent / "migrations"

# Importing a module declares its tables.
TABLES = (message_log, turn, opinion, feedback, disaster_notice)


def migrate(engine: Engine) -> None:
    """Bring the database's shape to the newest."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def write_migration(engine: Engine, text: str) -> None:
    """Write a new migration from the difference between the tables declared and the database (for developers)."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.revision(config, message=text, autogenerate=True)


def prepare(engine: Engine) -> int:
    """Migrate and import the files' knowledge; returns how many rows changed. Safe to repeat."""
    migrate(engine)
    return import_catalogue(engine, load_catalogue())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
