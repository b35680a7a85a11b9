"""The conversation's memory in Rasa's `memory` slot, and what web sent along with the message."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from knowledge.aspect import Aspect
from knowledge.choice import find_choice
from knowledge.language import continued_language, is_foreign
from knowledge.memory import Memory
from knowledge.reply import Outcome
from knowledge.sentence import sentences

SLOT = "memory"

# Choices of earlier replies can still be tapped.
_MAX_SHOWN = 16


def read_memory(tracker: Tracker) -> Memory:
    """The memory as the slot holds it, with the city and language the resident has set on the page."""
    kept: dict[str, Any] = dict(tracker.get_slot(SLOT) or {})
    if kept:
        kept |= {"aspect": Aspect(kept["aspect"]), "offered": tuple(kept["offered"]), "runners_up": tuple(kept["runners_up"])}
        kept["shown"] = tuple(kept.get("shown", ()))
    sent = _metadata(tracker)
    memory = Memory(**kept)
    language = continued_language(message_text(tracker), sent.get("language") or "ja", memory.language, shown=memory.shown)
    memory = replace(memory, language="ja-easy" if memory.easy and language == "ja" else language)
    chosen = sent.get("municipality")
    if chosen and not memory.municipality:
        return replace(memory, municipality=chosen)
    return memory


def note_shown(outcome: Outcome) -> Memory:
    """The memory after an outcome, with what a foreign conversation was offered: tapping it must not change the language."""
    memory = outcome.memory
    if not is_foreign(memory.language):
        return memory
    offered = (choice.message for reply in outcome.replies for choice in (*reply.choices, *reply.related))
    shown = (*offered, *memory.shown)
    return replace(memory, shown=tuple(dict.fromkeys(shown))[:_MAX_SHOWN])


def keep_memory(memory: Memory) -> list[dict[str, Any]]:
    """The events that store the memory in its slot, and the language where bot/responses.yml tells it to web."""
    return [SlotSet(SLOT, asdict(memory) | {"aspect": memory.aspect.value}), SlotSet("language", memory.language)]


def message_text(tracker: Tracker) -> str:
    """What the resident wrote last."""
    return str(tracker.latest_message.get("text") or "")


def message_intent(tracker: Tracker) -> str:
    """The kind of message Rasa decided on; the SDK's own reading of it goes past what TopicGuard and the fallback changed."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def intent_confidence(tracker: Tracker) -> float:
    """How sure Rasa is of that kind, 0–1."""
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)


def offered_value(tracker: Tracker, offered: Mapping[str, Any], otherwise: Any = None) -> Any:
    """The value of the offered sentence that a message takes by its number or words; `offered`: sentence keys in the order shown."""
    say = sentences(read_memory(tracker).language)
    place = find_choice(message_text(tracker), [say.say(key) for key in offered])
    return otherwise if place is None else tuple(offered.values())[place]


def _metadata(tracker: Tracker) -> dict[str, Any]:
    return dict(tracker.latest_message.get("metadata") or {})
