"""What /privacy promises to forget of a conversation on the page is forgotten."""

import time

import pytest
from sqlalchemy import create_engine, text

from web.forgetting import forget_dialogue, forget_rested_dialogues

HOUR = 3600


@pytest.fixture
def tracker(tmp_path):
    url = f"sqlite:///{tmp_path / 'tracker.db'}"
    spoken = [("web:old", 30), ("web:going-on", 30), ("web:going-on", 1), ("line:old", 30), ("web:new", 1)]
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255), timestamp FLOAT)"))
        for sender, hours in spoken:
            connection.execute(text("INSERT INTO events (sender_id, timestamp) VALUES (:s, :t)"), {"s": sender, "t": time.time() - hours * HOUR})
    return url


def senders(url):
    with create_engine(url).connect() as connection:
        return {row.sender_id for row in connection.execute(text("SELECT sender_id FROM events"))}


def test_rested_conversations_on_the_page_go_and_no_others(tracker):
    forget_rested_dialogues(tracker, 24)
    assert senders(tracker) == {"web:going-on", "line:old", "web:new"}


def test_one_conversation_goes_at_once(tracker):
    forget_dialogue(tracker, "new")
    assert "web:new" not in senders(tracker)
    assert "web:old" in senders(tracker)


def test_a_memory_that_is_away_does_not_stop_the_page(tmp_path):
    forget_dialogue("", "s")
    forget_dialogue(f"sqlite:///{tmp_path / 'none' / 'tracker.db'}", "s")
