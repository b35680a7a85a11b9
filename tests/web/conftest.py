"""A conversation core of one's own (real knowledge, a real database, Rasa away), and a staff's desk of one's own."""

import pytest

from knowledge.live import LiveClerk
from tests import staff_desk
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


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk):
    """The desk over the small catalogue, with a database that may be written to."""
    found = staff_desk.open_small_desk(tmp_path, filled_file, small_clerk)
    yield found
    staff_desk.close_desk(found)
