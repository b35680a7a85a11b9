"""Keeps small talk and follow-ups from swallowing questions: what names a topic that an intent never saw is asked, not chatted.

A linear classifier over characters is sure of 「AIドリル どんな勉強ができる」 being 「何ができる」; its words tell better.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Set, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from knowledge.text.tokens import topic_words

_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicGuard(GraphComponent):
    """Turns an intent into `ask` when the message has topic words that none of the intent's examples has."""

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, vocabulary: Dict[Text, Set[Text]]) -> None:
        """`vocabulary`: the topic words of each intent's examples."""
        self._open = set(config["open_intents"])
        self._mostly_known = set(config["mostly_known"])
        self._strange, self._sure = config["strange_words"], config["sure"]
        self._storage, self._resource, self._vocabulary = storage, resource, vocabulary

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`open_intents` may be about anything; the others need fewer than `strange_words` unseen topic words.

        A message of unseen words alone (「ドローン」) needs a confidence of `sure` as well; withdrawing names a receipt number.
        `mostly_known` intents may be about much, but most topic words must have been seen: 天気, not 島の形.
        """
        opened = ["ask", "procedure", "withdraw_opinion", "nlu_fallback"]
        return {"open_intents": opened, "mostly_known": ["out_of_scope"], "strange_words": 2, "sure": 0.5}

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> TopicGuard:
        """Before training: an empty vocabulary."""
        return cls(config, model_storage, resource, {})

    def train(self, training_data: TrainingData) -> Resource:
        """Collect and keep the topic words of each intent."""
        words: Dict[Text, Set[Text]] = defaultdict(set)
        for example in training_data.intent_examples:
            words[example.get(INTENT)].update(topic_words(example.get(TEXT) or ""))
        self._vocabulary = dict(words)
        with self._storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / _FILE, {intent: sorted(found) for intent, found in words.items()})
        return self._resource

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **_kwargs: Any) -> TopicGuard:
        """The trained vocabulary."""
        with model_storage.read_from(resource) as folder:
            kept = read_json_file(folder / _FILE)
        return cls(config, model_storage, resource, {intent: set(words) for intent, words in kept.items()})

    def process(self, messages: List[Message]) -> List[Message]:
        """Put `ask` first where the topic is strange to the intent."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if self._is_strange(intent, message.get(TEXT) or ""):
                message.set(INTENT, {"name": "ask", "confidence": intent.get("confidence", 0.0)}, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes unchanged."""
        return training_data

    def _is_strange(self, intent: Dict[Text, Any], text: Text) -> bool:
        name = intent.get("name")
        if not name or name in self._open:
            return False
        words = set(topic_words(text))
        strange = words - self._vocabulary.get(name, set())
        if name in self._mostly_known:
            return 2 * len(strange) >= max(1, len(words))
        nothing_known = bool(words) and strange == words and intent.get("confidence", 0.0) < self._sure
        return len(strange) >= self._strange or nothing_known
