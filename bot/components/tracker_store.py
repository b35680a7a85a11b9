"""Rasa's SQL tracker store that folds long conversations, so that the 200th message costs what the first did."""

from __future__ import annotations

import time

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

FOLD_AFTER_EVENTS = 60


class FoldingTrackerStore(SQLTrackerStore):
    """After some turns a new session begins that carries the slots over; a form under way is never cut."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Fold a session that has grown long and rests between two turns, then save."""
        if len(tracker.events) > FOLD_AFTER_EVENTS and not tracker.active_loop and tracker.latest_action_name == ACTION_LISTEN_NAME:
            _fold(tracker)
        await super().save(tracker)


def _fold(tracker: DialogueStateTracker) -> None:
    """Begin a new session at the tracker's end that sets every slot again; reading starts at the newest session."""
    start = time.time()
    kept = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
    tracker.update(ActionExecuted(ACTION_SESSION_START_NAME, timestamp=start))
    tracker.update(SessionStarted(timestamp=start))
    for name, value in kept.items():
        tracker.update(SlotSet(name, value, timestamp=start))
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME, timestamp=start))
