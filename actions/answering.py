"""What every answering action does: ask the clerk, say the outcome, keep the memory; our own failure is said too."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import Engine

from actions.tracker_memory import keep_memory, message_text, note_shown, read_memory
from knowledge.clerk import Clerk
from knowledge.errors import KnowledgeError
from knowledge.live import LiveClerk
from knowledge.memory import Memory
from knowledge.reply import Choice, Outcome, Reply, outcome_json
from knowledge.resolution import Resolution
from knowledge.sentence import sentences

_log = logging.getLogger(__name__)
Events = list[dict[str, Any]]

# The SDK builds actions without arguments, so the one clerk of this process is held here.
_held: list[LiveClerk] = []


def hold(live: LiveClerk) -> None:
    """Give the actions of this process their clerk; replaces an earlier one."""
    _held[:] = [live]


def held_clerk() -> Clerk:
    """The clerk that serves now."""
    return _held[0].clerk


def held_engine() -> Engine:
    """The database of this process."""
    return _held[0].engine


def say_sentence(dispatcher: CollectingDispatcher, tracker: Tracker, key: str, **values: object) -> Events:
    """Utter one fixed sentence in the resident's language; no event follows."""
    return say_lines(dispatcher, tracker, ((key, values),))


def say_lines(
    dispatcher: CollectingDispatcher, tracker: Tracker, lines: Iterable[tuple[str, Mapping[str, object]]], *, choices: tuple[str, ...] = ()
) -> Events:
    """Utter fixed sentences as one bubble; `choices` name the sentences to tap, and make it a question back."""
    memory = read_memory(tracker)
    say = sentences(memory.language)
    text = "\n".join(say.say(key, **values) for key, values in lines)
    taps = tuple(Choice(say.say(key), say.say(key)) for key in choices)
    resolution = Resolution.CLARIFYING if choices else Resolution.SMALLTALK
    outcome = Outcome(resolution, "asked_back" if choices else "told", (Reply("choices" if taps else "text", text, choices=taps),), memory)
    dispatcher.utter_message(json_message=outcome_json(outcome))
    return []


def say_outcome(dispatcher: CollectingDispatcher, tracker: Tracker, ask: Callable[[Clerk, str, Memory], Outcome | None]) -> Events:
    """Let `ask` put the message to the clerk, utter the outcome's JSON and return the events that keep the memory; None begins the procedure guide."""
    try:
        outcome = ask(held_clerk(), message_text(tracker), read_memory(tracker))
    except (KnowledgeError, KeyError, ValueError) as error:
        # The outer net of the action server: the resident still gets a sentence, the log the kind of failure.
        _log.error("clerk failed: %s", type(error).__name__, exc_info=error)
        dispatcher.utter_message(json_message={"resolution": "error", "reason": "dialogue_unavailable", "sentence": "dialogue_unavailable"})
        return []
    if outcome is None:
        return [FollowupAction("action_begin_procedure")]
    dispatcher.utter_message(json_message=outcome_json(outcome))
    return keep_memory(note_shown(outcome))
