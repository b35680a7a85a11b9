"""What Rasa sends to the action server, cut to what actions read, and checked with a validator built once.

Rasa 3.6 sends the whole conversation with every action and checks the constant answer schema against its
metaschema each time (docs/adr/0005-narrow-action-calls.md has the measurement).
"""

from __future__ import annotations

import asyncio
import os
from functools import lru_cache
from typing import Any, Dict, List, Text

import aiohttp
from jsonschema import Draft7Validator
from rasa import __version__
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

_HEALTH_SECONDS = aiohttp.ClientTimeout(total=1)


async def actions_answer() -> bool:
    """Whether the action server listens."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_HEALTH_SECONDS) as session,
            session.get(f"http://127.0.0.1:{os.environ['MADOGUCHI_ACTIONS_PORT']}/health") as answer,
        ):
            return answer.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
        return False


def narrow_action_calls() -> None:
    """Make every RemoteAction send the last turn's events alone."""
    RemoteAction._action_call_format = _call_format  # type: ignore[method-assign]
    RemoteAction._validate_action_result = _validate  # type: ignore[method-assign]


def _call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> Dict[Text, Any]:
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = _last_turn(tracker)
    return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state, "version": __version__, "domain": _form_domain(self, domain)}


def _form_domain(action: RemoteAction, domain: Domain) -> Dict[Text, Any]:
    """Validating a form needs its required slots; no other action of ours reads the domain."""
    return _domain_dict(domain) if action.name().startswith("validate_") else {}


@lru_cache(maxsize=1)
def _domain_dict(domain: Domain) -> Dict[Text, Any]:
    return domain.as_dict()


def _last_turn(tracker: DialogueStateTracker) -> List[Dict[Text, Any]]:
    events = list(tracker.events)
    starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    return [event.as_dict() for event in events[starts[-1] if starts else 0 :]]


@lru_cache(maxsize=1)
def _validator() -> Draft7Validator:
    return Draft7Validator(RemoteAction.action_response_format_spec())


def _validate(_self: RemoteAction, result: Any) -> bool:
    """The schema tries a dozen kinds for each event; the plainest, which is what our actions return, is told by hand."""
    events = result.get("events") if isinstance(result, dict) else None
    if isinstance(events, list):
        result = {**result, "events": [event for event in events if not _sets_slot(event)]}
    _validator().validate(result)
    return True


def _sets_slot(event: Any) -> bool:
    plain = isinstance(event, dict) and sorted(event) == ["event", "name", "timestamp", "value"]
    return plain and event["event"] == "slot" and isinstance(event["name"], str) and event["timestamp"] is None
