"""What a message's words mean, on average, in the search's word vectors: 「クレカ」 and 「カード」 are near even where only one was learnt."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.search.word_vectors import Floats, WordVectors, load_vectors, no_vectors, unit, vectors_exist
from knowledge.settings import read_knowledge_settings
from knowledge.text.foreign_words import meant_topics


def served_vectors() -> WordVectors:
    """The vectors of this deployment's data folder, none where they were not built; mapped, so that all processes share them."""
    folder = read_knowledge_settings().data / "search"
    return load_vectors(folder) if vectors_exist(folder) else no_vectors()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class WordVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the mean of all words and the mean of the topic words to each message."""

    def __init__(self, config: Dict[Text, Any], name: Text, vectors: WordVectors) -> None:
        """`vectors` knows the words."""
        super().__init__(name, config)
        self._vectors = vectors

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`length` of each mean, against counts of one; 3 did best of 1 to 5."""
        return {**DenseFeaturizer.get_default_config(), "length": 3.0}

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing can be set wrongly."""

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> WordVectorFeaturizer:
        """With the deployment's vectors."""
        return cls(config, execution_context.node_name, served_vectors())

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the features to each message."""
        for message in messages:
            self.add_features_to_message(sequence=None, sentence=self._features(message), attribute=TEXT, message=message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to each example."""
        self.process(training_data.training_examples)
        return training_data

    def _features(self, message: Message) -> Floats:
        words = [str(token.lemma) for token in message.get(TOKENS_NAMES[TEXT]) or []]
        means = (self._mean(words), self._mean(meant_topics(message.get(TEXT) or "")))
        return np.hstack(means) * np.float32(self._config["length"])

    def _mean(self, words: Sequence[Text]) -> Floats:
        return unit(self._vectors.lookup(words).sum(axis=0, keepdims=True))
