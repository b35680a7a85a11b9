"""The staff's desk for tests: two small cities with real entries, one account of each role and city, Rasa away."""

import threading
from dataclasses import dataclass, replace

from flask import session
from flask_wtf.csrf import generate_csrf

from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.live import LiveClerk
from knowledge.settings import KnowledgeSettings
from knowledge.store import Base, import_catalogue, open_engine, publication_version
from tests.line_stand_in.stand_in import ACCESS_TOKEN
from tests.line_stand_in.webhook_event import CHANNEL_SECRET
from web.application import create_app
from web.conversation import Conversation
from web.database import TABLES
from web.rasa_client import RasaClient
from web.settings import read_settings
from web.staff.people.account import NewAccount, add_account
from web.staff.people.audit import seal
from web.staff.people.password import hash_password
from web.staff.people.role import Role
from web.staff.work import carry_out

PASSWORD = "とても長いあいことば2026"
CERTIFICATES = "ogaki.convenience-store-certificates"
ENVIRONMENT = {
    "MADOGUCHI_SECRET_KEY": "k" * 32,
    "MADOGUCHI_RASA_TOKEN": "t",
    "MADOGUCHI_RASA_URL": "http://127.0.0.1:1",
    "MADOGUCHI_RATE_LIMIT": "10000 per minute",
}
_NAMES = dict(zip(("etsuran", "henshu", "shonin", "kanri"), Role, strict=True))
ACCOUNTS = tuple((f"{prefix}{name}", role, cities) for prefix, cities in (("", ()), ("sado-", ("sado",))) for name, role in _NAMES.items())
_TOPICS = ("mynumber", "counter", "payment")


def small_catalogue():
    """大垣市 and 佐渡市 with some forty entries, so that an index is built in a moment."""
    cities = load_catalogue(only=("ogaki", "sado")).municipalities
    return Catalogue({name: replace(city, entries=_some(city.entries)) for name, city in cities.items()})


def _some(entries):
    chosen = ([entry for entry in entries if entry.topic in _TOPICS] or list(entries))[:20]
    ids = {entry.id for entry in chosen}
    return tuple(replace(entry, related=tuple(name for name in entry.related if name in ids)) for entry in chosen)


def grown_catalogue(count):
    """The small catalogue with 大垣市 grown to so many entries."""
    catalogue = small_catalogue()
    city = catalogue.municipalities["ogaki"]
    made = []
    for number in range(count - len(city.entries)):
        base = city.entries[number % len(city.entries)]
        words = tuple(f"{text}{number}" for text in base.phrasings)
        made.append(replace(base, id=f"ogaki.more-{number}", question=f"{base.question}{number}", phrasings=words, concept=None, related=()))
    return Catalogue(catalogue.municipalities | {"ogaki": replace(city, entries=(*city.entries, *made))})


def fill(path, catalogue):
    """Write a database file with the cities and the accounts, to be copied for each test."""
    engine = open_engine(f"sqlite:///{path}")
    assert TABLES
    Base.metadata.create_all(engine)
    seal(engine)
    import_catalogue(engine, catalogue)
    password_hash = hash_password(PASSWORD, "nobody")
    for name, role, cities in ACCOUNTS:
        add_account(engine, NewAccount(name, name, role, cities, password_hash))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def build_clerk_of(path, data):
    """The clerk over a filled database, built once and shared by the tests that publish nothing."""
    engine = open_engine(f"sqlite:///{path}")
    live = LiveClerk(engine, KnowledgeSettings(data, str(engine.url), (), None))
    engine.dispose()
    return live.clerk


def line_environment(api_base):
    """大垣市's LINE account and one for all cities, at a stand-in's address."""
    found = {"MADOGUCHI_LINE_KEY": "a key for tests", "MADOGUCHI_LINE_API_BASE": api_base, "MADOGUCHI_LINE_OGAKI_AREAS": "墨俣,上石津"}
    for name in ("OGAKI", "ALL"):
        found |= {f"MADOGUCHI_LINE_{name}_CHANNEL_SECRET": CHANNEL_SECRET, f"MADOGUCHI_LINE_{name}_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN}
    return found


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
        """A token that fits the client's session, as a page would hold it."""
        with client.session_transaction() as kept, self.app.test_request_context():
            session.update(kept)
            token = generate_csrf()
            kept["csrf_token"] = session["csrf_token"]
        return token

    def post(self, client, path, **form):
        return client.post(path, data={"csrf_token": self.token(client), **form}, content_type="multipart/form-data")

    def run_job(self, job_id):
        carry_out(self.engine, self.app.extensions["settings"], job_id)

    def run_job_later(self, job_id):
        threading.Thread(target=self.run_job, args=(job_id,), daemon=True).start()


def open_small_desk(folder, filled, clerk, **environment):
    """A desk over its own copy of a filled database; jobs are carried out where they are started."""
    path = folder / "desk.db"
    path.write_bytes(filled.read_bytes())
    url = f"sqlite:///{path}"
    settings = read_settings({**ENVIRONMENT, "MADOGUCHI_DATA": str(folder), "MADOGUCHI_DATABASE_URL": url, **environment})
    engine = open_engine(url)
    live = LiveClerk.__new__(LiveClerk)
    live.__dict__.update(engine=engine, _settings=settings.knowledge, _stop=threading.Event(), _version=publication_version(engine), clerk=clerk)
    app = create_app(settings, Conversation(RasaClient(settings.rasa_url, settings.rasa_token, 0.2), live, engine))
    app.config["TESTING"] = True
    desk = Desk(app, engine, live)
    app.extensions["staff_runner"] = desk.run_job
    return desk


def close_desk(desk):
    """Give back what the desk holds."""
    desk.live.stop()
    desk.app.extensions["conversation"].rasa.close()
    desk.engine.dispose()
