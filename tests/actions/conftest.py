"""Actions are tested by their events: a tracker from JSON in, what is uttered and returned out."""

import asyncio
import shutil
from dataclasses import dataclass
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import hold
from knowledge.live import LiveClerk
from knowledge.settings import KnowledgeSettings
from knowledge.store import open_engine


@dataclass(frozen=True)
class Done:
    """What an action uttered and returned."""

    said: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def slots(self):
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def next(self):
        return next((event["name"] for event in self.events if event["event"] == "followup"), None)


@pytest.fixture(scope="package")
def live(filled_database, tmp_path_factory):
    """The one clerk of the action server, over a database of its own."""
    folder = tmp_path_factory.mktemp("actions")
    shutil.copy(filled_database.removeprefix("sqlite:///"), folder / "madoguchi.db")
    engine = open_engine(f"sqlite:///{folder}/madoguchi.db")
    clerk = LiveClerk(engine, KnowledgeSettings(data=folder, database_url=str(engine.url), municipalities=(), encoder=None))
    hold(clerk)
    yield clerk
    engine.dispose()


def tracker(text, *, intent="ask", slots=None, city="ogaki", language="ja"):
    """A tracker as Rasa sends it."""
    metadata = {"municipality": city, "language": language, "channel": "web"}
    message = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": [], "metadata": metadata}
    state = {"sender_id": "web:test", "slots": slots or {}, "latest_message": message, "events": [], "paused": False, "active_loop": {}}
    return Tracker.from_dict(state | {"latest_action_name": "action_listen", "followup_action": None})


def run(action, state):
    """Run an action on a tracker."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, state, {}))
    return Done([message["custom"] for message in dispatcher.messages], events)
