"""Reads {"turns": n, "answers": [answer of an action server]}; prints what Rasa sends and which answers it takes."""

import json
import sys

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.components.action_call import narrow_action_calls

DOMAIN = Domain.from_dict({"slots": {"memory": {"type": "any", "mappings": [{"type": "custom"}]}}, "actions": ["action_answer_question"]})


def conversation(turns):
    tracker = DialogueStateTracker.from_events("resident", [], DOMAIN.slots)
    for turn in range(turns):
        for event in (ActionExecuted("action_listen"), UserUttered(f"質問{turn}"), ActionExecuted("action_answer_question"), SlotSet("memory", turn)):
            tracker.update(event)
    tracker.update(UserUttered("それっていつから？"))
    return tracker


def taken(action, answer):
    try:
        return action._validate_action_result(answer)
    except ValidationError:
        return False


given = json.load(sys.stdin)
narrow_action_calls()
actions = [RemoteAction(name, EndpointConfig("http://127.0.0.1:9")) for name in ("action_answer_question", "validate_guide")]
bodies = [action._action_call_format(conversation(given["turns"]), DOMAIN) for action in actions]
print(json.dumps({"bodies": bodies, "taken": [taken(actions[0], answer) for answer in given["answers"]]}, ensure_ascii=False))
