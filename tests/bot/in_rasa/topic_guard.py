"""Reads {"vocabulary": {intent: words}, "read": [[text, intent, confidence], …]}; prints what the guard makes of each: intent, then the ranking's names."""

import json
import sys

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.topic_guard import TopicGuard


def read(text, intent, confidence):
    ranking = [{"name": intent, "confidence": confidence}, {"name": "other", "confidence": 0.0}]
    return Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking})


given = json.load(sys.stdin)
vocabulary = {intent: set(words) for intent, words in given["vocabulary"].items()}
guard = TopicGuard(TopicGuard.get_default_config(), None, None, vocabulary)
messages = guard.process([read(*each) for each in given["read"]])
print(json.dumps([[message.get(INTENT)["name"], [each["name"] for each in message.get(INTENT_RANKING_KEY)]] for message in messages]))
