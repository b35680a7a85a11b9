"""A city's LINE account against the stand-in: application, worker's desk and database, all real but the dialogue process."""

import shutil
import time
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from knowledge.catalogue import load_catalogue
from knowledge.live import open_live_clerk
from knowledge.settings import KnowledgeSettings
from knowledge.store import Base, import_catalogue, open_engine
from tests.line_stand_in.line_schema import REASON, described
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import ACCESS_TOKEN, create_stand_in, running
from tests.line_stand_in.webhook_event import CHANNEL_SECRET, body_of, headers_for, text_event, user_id
from web.application import create_app
from web.conversation import Conversation
from web.line.desk import LineDesk, open_desk
from web.line.work import take_turn
from web.line_settings import LineSettings
from web.rasa_client import RasaClient
from web.settings import LineAccount, Settings

NOBODY = "http://127.0.0.1:9"  # nothing listens there: questions are answered without the dialogue


@pytest.fixture(scope="session", autouse=True)
def _needs_description():
    if not described():
        pytest.skip(REASON)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A filled database to copy, and the clerk who knows it: the knowledge is read once."""
    settings = line_settings(tmp_path_factory.mktemp("knowledge"), NOBODY)
    prepare_database(settings).dispose()
    live = open_live_clerk(settings.knowledge)
    live.stop()
    return settings.knowledge.data / "madoguchi.db", live


def line_settings(folder, api_base, **options) -> Settings:
    knowledge = KnowledgeSettings(folder, f"sqlite:///{folder / 'madoguchi.db'}", options.pop("cities", ("ogaki", "sado")), None)
    accounts = tuple(LineAccount(name, CHANNEL_SECRET, ACCESS_TOKEN) for name in options.pop("accounts", ("ogaki", "both")))
    line = LineSettings(**({"key": "a key for tests", "areas": {"ogaki": ("墨俣", "上石津")}} | options))
    return Settings(
        knowledge=knowledge,
        secret_key="secret",
        rasa_url=NOBODY,
        rasa_token="token",
        rasa_timeout=1.0,
        rate_limit="1000 per minute",
        rate_storage="memory://",
        queue_url="",
        frame_ancestors="'self'",
        cors_origins=(),
        line_api_base=api_base,
        line_accounts=accounts,
        line=line,
    )


def prepare_database(settings: Settings):
    engine = open_engine(settings.knowledge.database_url)
    Base.metadata.create_all(engine)
    import_catalogue(engine, load_catalogue(only=settings.knowledge.municipalities))
    return engine


@dataclass(frozen=True)
class Line:
    """The whole of LINE for one test: the platform, our application, the worker's desk."""

    platform: Platform
    app: Flask
    client: FlaskClient
    desk: LineDesk

    def deliver(self, *events, account="ogaki"):
        body = body_of(*events)
        return self.client.post(f"/line/{account}/webhook", data=body, headers=headers_for(body))

    def work(self, user=None, account="ogaki"):
        """Let the worker take a user's turn."""
        take_turn(self.desk, account, self.desk.seal.name(account, user_id(1) if user is None else user))

    def say(self, text, user=None, account="ogaki"):
        """Send a text and have it answered; returns the messages that came back."""
        user = user or user_id(1)
        return self.send(text_event(user, text, self.platform.issue_token(user)), user, account)

    def send(self, event, user=None, account="ogaki"):
        before = len(self.platform.sent)
        assert self.deliver(event, account=account).status_code == 200
        self.work(user, account)
        return [message for sent in self.platform.sent[before:] for message in sent.messages]


@pytest.fixture
def platform():
    return Platform()


@pytest.fixture
def line(tmp_path, platform, prepared):
    database, live = prepared
    shutil.copy(database, tmp_path)
    with running(create_stand_in(platform)) as address:
        settings = line_settings(tmp_path, address)
        engine = open_engine(settings.knowledge.database_url)
        rasa = RasaClient(settings.rasa_url, settings.rasa_token, settings.rasa_timeout)
        conversation = Conversation(rasa, live, engine)
        app = create_app(settings, conversation)
        yield Line(platform, app, app.test_client(), open_desk(settings, conversation))
        engine.dispose()


def until(found, seconds=20.0):
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
