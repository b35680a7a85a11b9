"""Rasa's SQL tracker store, made cheap: long conversations are folded, and a save writes the new events alone, in one statement.

As Rasa ships it, every save counts what is stored with a query of its own and writes through the object mapper, and SQLite opens
a connection and waits for the disk each time (docs/adr/0005-narrow-action-calls.md has the measurement).
"""

from __future__ import annotations

import copy
import json
import time
from itertools import islice
from typing import Any, Dict, Iterable, List, Optional, Text

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

FOLD_AFTER_EVENTS = 60

_EVENTS = SQLTrackerStore.SQLEvent.__table__
_WHOLE = sa.text("SELECT data FROM events WHERE sender_id = :sender ORDER BY id")
_NEWEST_SESSION = sa.text(
    "SELECT data FROM events WHERE sender_id = :sender AND timestamp >= COALESCE("
    "(SELECT MAX(timestamp) FROM events WHERE sender_id = :sender AND type_name = 'session_started'), 0) ORDER BY id"
)


class FoldingTrackerStore(SQLTrackerStore):
    """After some turns a new session begins that carries the slots over; a form under way is never cut."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What SQLTrackerStore takes; SQLite's connections are kept open."""
        super().__init__(*args, **kwargs)
        if self.engine.dialect.name == "sqlite":
            self.engine = _kept_open(self.engine.url)
            self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Fold a session that has grown long and rests between two turns, then write what is not stored yet."""
        if len(tracker.events) > FOLD_AFTER_EVENTS and not tracker.active_loop and tracker.latest_action_name == ACTION_LISTEN_NAME:
            _fold(tracker)
        await self.stream_events(tracker)
        rows = [_row(tracker.sender_id, event) for event in self._unstored(tracker)]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(_EVENTS.insert(), rows)
        _stored(tracker)

    def _unstored(self, tracker: DialogueStateTracker) -> Iterable[Event]:
        """The events that came since this very tracker was read or saved; a tracker from elsewhere is compared with what is stored."""
        known: Optional[int] = getattr(tracker, "stored_events", None)
        if known is not None or not tracker.events:
            return list(islice(tracker.events, known or 0, None))
        with self.session_scope() as session:
            return list(self._additional_events(session, tracker))

    async def _retrieve(self, sender_id: Text, fetch_events_from_all_sessions: bool) -> Optional[DialogueStateTracker]:
        query = _WHOLE if fetch_events_from_all_sessions else _NEWEST_SESSION
        with self.engine.connect() as connection:
            events = [json.loads(data) for data in connection.execute(query, {"sender": sender_id}).scalars()]
        if not self.domain or not events:
            return None
        return _stored(DialogueStateTracker.from_dict(sender_id, events, self.domain.slots))


def _kept_open(url: sa.engine.URL) -> sa.engine.Engine:
    """An engine whose connections stay open and whose commits, as the log is written ahead, need not wait for the disk."""
    engine = sa.create_engine(url, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine


def _stored(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Mark all of a tracker's events as stored; Rasa holds one tracker through a whole turn, under the conversation's lock."""
    tracker.stored_events = len(tracker.events)  # type: ignore[attr-defined]
    return tracker


def _row(sender_id: Text, event: Event) -> Dict[Text, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _fold(tracker: DialogueStateTracker) -> None:
    """Begin a new session at the tracker's end that sets every slot again and keeps the last message; reading starts at the newest session."""
    start = time.time()
    said = _last_message(tracker, start)
    kept = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
    opening: List[Event] = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=start), SessionStarted(timestamp=start)]
    slots = [SlotSet(name, value, timestamp=start) for name, value in kept.items()]
    rest = ActionExecuted(ACTION_LISTEN_NAME, timestamp=start)
    for event in (*opening, *slots, *((rest, said) if said else ()), rest):
        tracker.update(event)


def _last_message(tracker: DialogueStateTracker, at: float) -> Optional[UserUttered]:
    """The last message anew. Rasa measures silence from it: a session without any never ends."""
    said = tracker.get_last_event_for(UserUttered)
    if said is None:
        return None
    again = copy.copy(said)
    # What is older than its session is not read; the turn that is folded has ended just now.
    again.timestamp = at
    return again
