"""An application with two generic channels: one answers in the response, one to a callback."""

import json
import shutil
import time
from dataclasses import replace

import pytest
from flask import Flask, request

from knowledge.store import open_engine
from tests.line_stand_in.stand_in import running
from tests.web.line.conftest import NOBODY, line_settings, prepared  # noqa: F401  (a fixture)
from web.application import create_app
from web.conversation import Conversation
from web.rasa_client import RasaClient
from web.webhook.signature import SIGNATURE_HEADER, TIME_HEADER, sign
from web.webhook_settings import WebhookSettings

SECRET = "a secret both sides know"


@pytest.fixture
def received():
    """What the callback has been handed: headers and raw bodies."""
    return []


@pytest.fixture
def callback(received):
    other = Flask("callback")

    @other.post("/replies")
    def take():
        received.append((dict(request.headers), request.get_data()))
        return "", 204

    with running(other) as address:
        yield f"{address}/replies"


@pytest.fixture
def app(tmp_path, prepared, callback):  # noqa: F811
    database, live = prepared
    shutil.copy(database, tmp_path)
    channels = (WebhookSettings("kiosk", SECRET), WebhookSettings("teams", SECRET, callback))
    settings = replace(line_settings(tmp_path, NOBODY), webhooks=channels)
    engine = open_engine(settings.knowledge.database_url)
    yield create_app(settings, Conversation(RasaClient(NOBODY, "token", 1.0), live, engine))
    engine.dispose()


@pytest.fixture
def post(app):
    client = app.test_client()

    def send(body, channel="kiosk", *, secret=SECRET, age=0, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        timestamp = str(int(time.time()) - age)
        signed = {TIME_HEADER: timestamp, SIGNATURE_HEADER: sign(secret, timestamp, raw)} | headers
        return client.post(f"/webhook/{channel}", data=raw, headers=signed)

    return send
