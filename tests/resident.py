"""The resident's window under test: the real application and knowledge on a database of its own, and a dialogue without Rasa's process."""

import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from flask import Flask

from knowledge.catalogue import load_catalogue
from knowledge.live import LiveClerk
from knowledge.memory import Memory
from knowledge.reply import outcome_json
from knowledge.store import Base, import_catalogue, open_engine
from web.application import create_app
from web.conversation import Conversation
from web.errors import DialogueUnavailable
from web.settings import read_settings

CITIES = ("ogaki", "sasebo")


class Dialogue:
    """Does what Rasa and the actions do for questions: the real clerk, one memory for each session. `away` lets it fail."""

    def __init__(self, live):
        self.live = live
        self.memories = {}
        self.asked = []
        self.away = False

    def send(self, message):
        if self.away:
            raise DialogueUnavailable("away")
        self.asked.append(message)
        memory = self.memories.get(message.session, Memory(municipality=message.municipality))
        memory = replace(memory, language=message.language, municipality=memory.municipality or message.municipality)
        clerk = self.live.clerk
        outcome = clerk.choose(message.text, memory) if memory.offered else clerk.answer(message.text, memory)
        self.memories[message.session] = outcome.memory
        return outcome_json(outcome)

    def ready(self):
        return not self.away


def open_store(folder: Path, **environment: str):
    """Settings and a filled database in a folder."""
    values = {"MADOGUCHI_DATA": str(folder), "MADOGUCHI_SECRET_KEY": "k", "MADOGUCHI_RASA_TOKEN": "t", "MADOGUCHI_MUNICIPALITIES": ",".join(CITIES)}
    settings = read_settings(values | {"MADOGUCHI_RATE_LIMIT": "10000 per minute"} | environment)
    engine = open_engine(settings.knowledge.database_url)
    Base.metadata.create_all(engine)
    import_catalogue(engine, load_catalogue(only=CITIES))
    return settings, engine


def build_app(folder: Path, **environment: str) -> Flask:
    """The application over a fresh store."""
    settings, engine = open_store(folder, **environment)
    live = LiveClerk(engine, settings.knowledge)
    return create_app(settings, Conversation(Dialogue(live), live, engine))


@lru_cache(maxsize=1)
def shared_app() -> Flask:
    """One application for all tests that need no browser."""
    return build_app(Path(tempfile.mkdtemp(prefix="madoguchi-resident-")))
