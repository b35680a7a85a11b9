"""The turns kept for the page: once asked, once kept, gone after a day."""

import threading
from datetime import timedelta

import pytest

from knowledge.store import Base, now, open_engine, transaction
from web.chat.turn import KEPT_HOURS, TurnRow, await_reply, begin, finish, forget, forget_old_turns, turns


@pytest.fixture
def store(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'turns.db'}")
    Base.metadata.create_all(engine)
    return engine


def test_a_turn_is_shown_once_its_reply_is_there(store):
    assert begin(store, "s", "r", "質問")
    assert turns(store, "s") == ()
    finish(store, "s", "r", {"replies": []})
    assert [(turn.request, turn.question) for turn in turns(store, "s")] == [("r", "質問")]


def test_the_same_sending_is_begun_once(store):
    assert [begin(store, "s", "r", "質問"), begin(store, "s", "r", "質問"), begin(store, "t", "r", "質問")] == [True, False, True]


def test_the_second_sending_waits_for_the_first(store):
    begin(store, "s", "r", "質問")
    threading.Timer(0.2, finish, (store, "s", "r", {"reason": "x"})).start()
    assert await_reply(store, "s", "r").reply == {"reason": "x"}


def test_waiting_ends(store):
    begin(store, "s", "r", "質問")
    assert await_reply(store, "s", "r", seconds=0) is None


def test_old_turns_go(store):
    begin(store, "s", "r", "質問")
    finish(store, "s", "r", {})
    with transaction(store) as session:
        session.query(TurnRow).update({"at": now() - timedelta(hours=KEPT_HOURS, minutes=1)})
    assert turns(store, "s") == ()
    begin(store, "s", "q", "次の質問")
    forget_old_turns(store)
    with transaction(store) as session:
        assert [row.request for row in session.query(TurnRow)] == ["q"]


def test_forgetting_leaves_other_conversations(store):
    for session in ("s", "t"):
        begin(store, session, "r", "質問")
        finish(store, session, "r", {})
    forget(store, "s")
    assert (len(turns(store, "s")), len(turns(store, "t"))) == (0, 1)
