"""What /privacy promises to forget is forgotten: Rasa's memory, words in marks, opinions."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from knowledge.feedback import Feedback, FeedbackRow, Verdict, give_feedback
from knowledge.opinion import OpinionRow
from knowledge.store import Base, now, open_engine, transaction
from web.forgetting import forget_dialogue, forget_old_words, forget_rested_dialogues

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


@pytest.fixture
def store(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    Base.metadata.create_all(engine)
    return engine


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


def test_old_marks_keep_their_verdict_and_lose_their_words(store):
    for days in (10, 1):
        give_feedback(store, Feedback(f"s{days}", Verdict.UNSOLVED, "ogaki", "ogaki.x", "質問", "ひとこと"))
        with transaction(store) as session:
            session.query(FeedbackRow).filter_by(session=f"s{days}").update({"at": now() - timedelta(days=days)})
            session.add(OpinionRow(receipt=f"R{days}", at=now() - timedelta(days=days), session="s", text="意見"))
    forget_old_words(store, 5)
    with transaction(store) as session:
        marks = [(row.verdict, row.question, row.comment) for row in session.query(FeedbackRow).order_by(FeedbackRow.at)]
        assert [row.receipt for row in session.query(OpinionRow)] == ["R1"]
    assert marks == [("unsolved", None, None), ("unsolved", "質問", "ひとこと")]
