"""The conversation's memory in Rasa's `memory` slot, and what web sent along with the message."""

from dataclasses import asdict, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from knowledge.aspect import Aspect
from knowledge.memory import Memory

SLOT = "memory"


def read_memory(tracker: Tracker) -> Memory:
    """The memory as the slot holds it, with the city and language the resident has set on the page."""
    kept: dict[str, Any] = dict(tracker.get_slot(SLOT) or {})
    if kept:
        kept |= {"aspect": Aspect(kept["aspect"]), "offered": tuple(kept["offered"]), "runners_up": tuple(kept["runners_up"])}
    sent = _metadata(tracker)
    memory = Memory(**kept)
    language = sent.get("language") or "ja"
    memory = replace(memory, language="ja-easy" if memory.easy and language == "ja" else language)
    chosen = sent.get("municipality")
    if chosen and not memory.municipality:
        return replace(memory, municipality=chosen)
    return memory


def keep_memory(memory: Memory) -> list[dict[str, Any]]:
    """The event that stores the memory in the slot."""
    return [SlotSet(SLOT, asdict(memory) | {"aspect": memory.aspect.value})]


def message_text(tracker: Tracker) -> str:
    """What the resident wrote last."""
    return str(tracker.latest_message.get("text") or "")


def message_intent(tracker: Tracker) -> str:
    """The kind of message Rasa decided on; the SDK's own reading of it goes past what TopicGuard and the fallback changed."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def _metadata(tracker: Tracker) -> dict[str, Any]:
    return dict(tracker.latest_message.get("metadata") or {})
