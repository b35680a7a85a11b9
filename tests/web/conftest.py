"""A conversation core of one's own: real knowledge, a real database, Rasa as a stand-in or away."""

import pytest

from knowledge.live import LiveClerk
from web.conversation import Conversation
from web.rasa_client import RasaClient


@pytest.fixture(scope="session")
def live(filled_database, tmp_path_factory):
    """The clerk over all shipped knowledge, built once."""
    from knowledge.settings import KnowledgeSettings
    from knowledge.store import open_engine

    engine = open_engine(filled_database)
    settings = KnowledgeSettings(data=tmp_path_factory.mktemp("live"), database_url=filled_database, municipalities=(), encoder=None)
    yield LiveClerk(engine, settings)
    engine.dispose()


@pytest.fixture
def away(engine, live):
    """A conversation whose Rasa is away."""
    rasa = RasaClient("http://127.0.0.1:1", "token", 1)
    yield Conversation(rasa, live, engine)
    rasa.close()
