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
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from knowledge.text.foreign_words import meant_topics

_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicGuard(GraphComponent):
    """Turns an intent into `ask` when the message has topic words that none of the intent's examples has."""

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, vocabulary: Dict[Text, Set[Text]]) -> None:
        """`vocabulary`: the topic words of each intent's examples."""
        self._config = config
        self._storage, self._resource, self._vocabulary = storage, resource, vocabulary

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`open_intents` may be about anything; `outside` is what no city's plan could tell.

        A wrong refusal is worse than a search in vain: one word that asking knows, or less than `surely` and a city, a year or half of
        the words strange, and it is searched. The others may have two strange words where `surely`, never three; one that asking knows
        is enough below `doubtful`, and words all strange (「ドローン」) below `unsure`.
        """
        opened = ["ask", "procedure", "withdraw_opinion", "nlu_fallback"]
        return {"open_intents": opened, "outside": "out_of_scope", "surely": 0.95, "doubtful": 0.6, "unsure": 0.5}

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> TopicGuard:
        """Before training: an empty vocabulary."""
        return cls(config, model_storage, resource, {})

    def train(self, training_data: TrainingData) -> Resource:
        """Collect and keep the topic words of each intent."""
        words: Dict[Text, Set[Text]] = defaultdict(set)
        for example in training_data.intent_examples:
            words[example.get(INTENT)].update(meant_topics(example.get(TEXT) or ""))
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
            if intent.get("name") and self._is_strange(intent, message):
                message.set(INTENT, {"name": "ask", "confidence": intent.get("confidence", 0.0)}, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes unchanged."""
        return training_data

    def _is_strange(self, intent: Dict[Text, Any], message: Message) -> bool:
        name, confidence = intent["name"], intent.get("confidence", 0.0)
        if name in self._config["open_intents"]:
            return False
        words = set(meant_topics(message.get(TEXT) or ""))
        strange = words - self._vocabulary.get(name, set())
        if name == self._config["outside"]:
            doubtful = confidence < self._config["surely"] and (bool(message.get(ENTITIES)) or 2 * len(strange) >= max(1, len(words)))
            return doubtful or bool(strange & self._vocabulary.get("ask", set()))
        return self._is_asked(words, strange, confidence)

    def _is_asked(self, words: Set[Text], strange: Set[Text], confidence: float) -> bool:
        many = len(strange) > 2 or (len(strange) == 2 and confidence < self._config["surely"])
        asked_elsewhere = bool(strange & self._vocabulary.get("ask", set())) and confidence < self._config["doubtful"]
        nothing_known = bool(words) and strange == words and confidence < self._config["unsure"]
        return many or asked_elsewhere or nothing_known
