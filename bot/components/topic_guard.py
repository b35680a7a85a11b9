"""Keeps small talk from swallowing questions: what names a topic that an intent never saw is searched, not chatted.

A linear classifier over characters is sure of 「AIドリル どんな勉強ができる」 being 「何ができる」; its words tell better.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Set, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from bot.components.word_vector_featurizer import served_vectors
from knowledge.search.word_vectors import Floats, WordVectors
from knowledge.text.foreign_words import meant_topics

_FILE = "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicGuard(GraphComponent):
    """A fallback, as Rasa's own for little confidence: for topic words that are in none of the intent's examples, nor any like them."""

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, vocabulary: Dict[Text, Set[Text]]) -> None:
        """`vocabulary`: the topic words of each intent's examples."""
        self._config = config
        self._storage, self._resource, self._vocabulary = storage, resource, vocabulary
        self._vectors: WordVectors = served_vectors()
        self._meanings: Dict[Text, Floats] = {intent: self._vectors.lookup(sorted(words)) for intent, words in vocabulary.items()}

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`guarded` are the intents that answer without a search; all others search, and `out_of_scope` does where it must.

        They may have one strange word where Rasa is `fairly` sure, two where it is `surely` so, never three. A word as `near` as that (cosine)
        to one of the examples' is not strange.
        """
        steering = ["affirm", "deny", "not_that", "start_over", "stop", "easy_japanese", "talk_to_human", "choose"]
        opinions = ["leave_opinion", "resolved", "not_resolved"]
        chat = ["greet", "thank", "goodbye", "who_are_you", "privacy", "insult"]
        return {"guarded": [*steering, *opinions, *chat], "fairly": 0.7, "surely": 0.95, "near": 0.7}

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
        """Put the fallback first where the topic is strange to the intent, as Rasa's FallbackClassifier does, so that evaluation sees through both."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get("name") and self._is_strange(intent, message):
                fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": intent.get("confidence", 0.0)}
                message.set(INTENT, fallback, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [fallback, *(message.get(INTENT_RANKING_KEY) or [])], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes unchanged."""
        return training_data

    def _is_strange(self, intent: Dict[Text, Any], message: Message) -> bool:
        name, confidence = intent["name"], intent.get("confidence", 0.0)
        if name not in self._config["guarded"]:
            return False
        words = set(meant_topics(message.get(TEXT) or ""))
        strange = sum(not self._is_like(word, name) for word in words - self._vocabulary.get(name, set()))
        return strange > 2 or (strange == 2 and confidence < self._config["surely"]) or (strange == 1 and confidence < self._config["fairly"])

    def _is_like(self, word: Text, intent: Text) -> bool:
        known = self._meanings.get(intent)
        return known is not None and bool((known @ self._vectors.lookup([word])[0] >= self._config["near"]).any())
