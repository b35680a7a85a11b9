"""The database's shape: every table known here, migrations run here; then the files' knowledge comes in."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from knowledge import disaster_notice, feedback, opinion, synonym_store
from knowledge.catalogue import load_catalogue
from knowledge.errors import KnowledgeError
from knowledge.ingest import outdated, passage_store
from knowledge.live import LiveClerk
from knowledge.settings import read_knowledge_settings
from knowledge.store import import_catalogue, open_engine
from web import maintenance, message_log, retention
from web.chat import turn
from web.line import budget as line_budget
from web.line import inbox as line_inbox
from web.line import turn as line_turn
from web.line import user as line_user
from web.line.notice import table as line_notice
from web.staff import tables as staff_tables
from web.staff.people.audit import seal
from web.webhook import outbox

MIGRATIONS = Path(__file__).parent / "migrations"

# Importing a module declares its tables.
KNOWLEDGE_TABLES = (opinion, feedback, disaster_notice, passage_store, outdated, synonym_store)
LINE_TABLES = (line_inbox, line_turn, line_user, line_budget, line_notice)
TABLES = (message_log, turn, outbox, maintenance, retention, *KNOWLEDGE_TABLES, *LINE_TABLES, *staff_tables.TABLES)


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
    if inspect(engine).has_table("staff_audit"):
        seal(engine)
    return import_catalogue(engine, load_catalogue())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def main() -> int:
    """`python -m web.database`: prepare the database of the settings; one line tells how it went."""
    try:
        settings = read_knowledge_settings()
        engine = open_engine(settings.database_url)
        changed = prepare(engine)
        if changed:
            # The index goes on the shelf here, so that the processes that start next need not build it.
            LiveClerk(engine, settings)
    except CommandError as error:
        print(f"データベースの形がこの版と合いません（{error}）。新しい版で使ったデータなら、その版に戻すか、控えから戻してください。", file=sys.stderr)
        return 1
    except (KnowledgeError, SQLAlchemyError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    print(f"知識を読み込みました（変更 {changed} 件）")
    return 0


if __name__ == "__main__":
    sys.exit(main())
