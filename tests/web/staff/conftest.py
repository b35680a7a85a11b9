"""A desk of one's own: two small cities with real entries, a database, one account of each role and city; Rasa is away."""

from dataclasses import dataclass, replace

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.live import LiveClerk
from knowledge.settings import KnowledgeSettings
from knowledge.store import Base, import_catalogue, open_engine
from web.application import create_app
from web.conversation import Conversation
from web.rasa_client import RasaClient
from web.settings import read_settings
from web.staff.people.account import NewAccount, add_account
from web.staff.people.audit import seal
from web.staff.people.password import hash_password
from web.staff.people.role import Role
from web.staff.work import carry_out

PASSWORD = "とても長いあいことば2026"
ENVIRONMENT = {"MADOGUCHI_SECRET_KEY": "k" * 32, "MADOGUCHI_RASA_TOKEN": "t", "MADOGUCHI_RASA_URL": "http://127.0.0.1:1", "MADOGUCHI_RATE_LIMIT": "10000 per minute"}
CERTIFICATES = "ogaki.convenience-store-certificates"


@pytest.fixture(scope="session")
def small_catalogue():
    """大垣市 and 佐渡市 with some forty entries, so that an index is built in a moment."""
    cities = load_catalogue(only=("ogaki", "sado")).municipalities
    return Catalogue({name: replace(city, entries=_some(city.entries)) for name, city in cities.items()})


def _some(entries):
    chosen = [entry for entry in entries if entry.topic in ("mynumber", "counter", "payment")] or list(entries[:20])
    chosen = chosen[:25]
    ids = {entry.id for entry in chosen}
    return tuple(replace(entry, related=tuple(name for name in entry.related if name in ids)) for entry in chosen)


@pytest.fixture(scope="session")
def password_hash():
    return hash_password(PASSWORD, "nobody")


@dataclass
class Desk:
    """The application with its parts, and ways to act as somebody."""

    app: object
    engine: object
    live: LiveClerk

    def client(self, name="kanri"):
        client = self.app.test_client()
        if name:
            assert self.post(client, "/staff/sign-in", name=name, password=PASSWORD).status_code == 302
        return client

    def token(self, client):
        client.get("/staff/sign-in")
        with client.session_transaction() as session:
            from flask_wtf.csrf import generate_csrf

            with self.app.test_request_context():
                from flask import session as own

                own.update(session)
                token = generate_csrf()
                session["csrf_token"] = own["csrf_token"]
        return token

    def post(self, client, path, **form):
        return client.post(path, data={"csrf_token": self.token(client), **form}, content_type="multipart/form-data")

    def run_jobs(self, job_id):
        assert carry_out(self.engine, self.app.extensions["settings"], job_id) == 0


ACCOUNTS = (
    ("kanri", Role.ADMINISTRATOR, ()),
    ("etsuran", Role.VIEWER, ()),
    ("henshu", Role.EDITOR, ()),
    ("shonin", Role.APPROVER, ()),
    ("sado-etsuran", Role.VIEWER, ("sado",)),
    ("sado-henshu", Role.EDITOR, ("sado",)),
    ("sado-shonin", Role.APPROVER, ("sado",)),
    ("sado-kanri", Role.ADMINISTRATOR, ("sado",)),
)


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory, small_catalogue, password_hash):
    """A database file with the cities and the accounts, copied for each test."""
    path = tmp_path_factory.mktemp("desk") / "filled.db"
    engine = open_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    seal(engine)
    import_catalogue(engine, small_catalogue)
    for name, role, cities in ACCOUNTS:
        add_account(engine, NewAccount(name, name, role, cities, password_hash))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def small_clerk(filled_file, tmp_path_factory):
    """The clerk over the small catalogue, built once and shared by the tests that publish nothing."""
    engine = open_engine(f"sqlite:///{filled_file}")
    live = LiveClerk(engine, KnowledgeSettings(tmp_path_factory.mktemp("clerk"), str(engine.url), (), None))
    engine.dispose()
    return live.clerk


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk):
    """The application over its own copy of the database; jobs run when they are started."""
    path = tmp_path / "desk.db"
    path.write_bytes(filled_file.read_bytes())
    url = f"sqlite:///{path}"
    settings = read_settings({**ENVIRONMENT, "MADOGUCHI_DATA": str(tmp_path), "MADOGUCHI_DATABASE_URL": url})
    engine = open_engine(url)
    live = LiveClerk.__new__(LiveClerk)
    live.__dict__.update(engine=engine, _settings=settings.knowledge, _version=1, clerk=small_clerk)
    rasa = RasaClient(settings.rasa_url, settings.rasa_token, 0.2)
    app = create_app(settings, Conversation(rasa, live, engine))
    app.config["TESTING"] = True
    found = Desk(app, engine, live)
    app.extensions["staff_runner"] = found.run_jobs
    yield found
    rasa.close()
    engine.dispose()
