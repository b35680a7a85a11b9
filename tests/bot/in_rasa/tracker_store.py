"""Reads [{"turns": n, "form": name or null}]; prints what a conversation of that length is after saving and reading again."""

import asyncio
import json
import sys
import tempfile
import time
from types import SimpleNamespace
from unittest import mock

from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.tracker_store import FoldingTrackerStore

DOMAIN = Domain.from_dict(
    {
        "slots": {"memory": {"type": "any", "mappings": [{"type": "custom"}]}},
        "forms": {"guide": {"required_slots": []}},
        "session_config": {"session_expiration_time": 30},
    }
)


def conversation(sender, turns, form):
    tracker = DialogueStateTracker.from_events(sender, [ActionExecuted("action_session_start"), SessionStarted()], DOMAIN.slots)
    for turn in range(turns):
        for event in (ActionExecuted("action_listen"), UserUttered(f"{turn}つ目"), ActionExecuted("action_answer_question"), SlotSet("memory", turn)):
            tracker.update(event)
    for event in ([ActiveLoop(form)] if form else []) + [ActionExecuted("action_listen")]:
        tracker.update(event)
    return tracker


async def saved(store, sender, turns, form):
    await store.save(conversation(sender, turns, form))
    kept = await store.retrieve(sender)
    everything = await store.retrieve_full_tracker(sender)
    return {
        "read": len(kept.events),
        "stored": len(everything.events),
        "memory": kept.get_slot("memory"),
        "form": kept.active_loop_name,
        "listens": kept.latest_action_name == "action_listen",
        "over_after": {minutes: is_over(kept, minutes) for minutes in (5, 31)},
        "told_later": await told_later(store, sender),
    }


def is_over(tracker, minutes):
    """Whether Rasa begins a new conversation after this much silence."""
    later = time.time() + 60 * minutes
    with mock.patch("rasa.core.processor.time.time", return_value=later):
        return MessageProcessor._has_session_expired(SimpleNamespace(domain=DOMAIN), tracker)


async def told_later(store, sender):
    """How many events a second conversation of two turns leaves, its tracker saved after each as Rasa does."""
    tracker = await store.get_or_create_tracker(f"{sender}-later", append_action_listen=False)
    for turn in range(2):
        tracker.update(UserUttered(f"{turn}つ目"))
        await store.save(tracker)
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
        tracker = await store.retrieve(f"{sender}-later")
    return len((await store.retrieve_full_tracker(f"{sender}-later")).events)


async def main(cases):
    with tempfile.TemporaryDirectory() as folder:
        store = FoldingTrackerStore(DOMAIN, dialect="sqlite", db=f"{folder}/rasa.db")
        return [await saved(store, f"resident-{number}", case["turns"], case["form"]) for number, case in enumerate(cases)]


print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))
