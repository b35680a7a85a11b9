"""Counts over a whole message, of its words, its sound or its letters; the per-word counts, which nothing here reads, are left out."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import coo_matrix

from bot.components.sudachi_tokenizer import READING
from knowledge.text.normal import hiragana, normalise

Rows = List[Optional[coo_matrix]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(CountVectorsFeaturizer):
    """Rasa's count vectors for sentences alone. By their sound いつから and 何時から share features, by their letters キャンセル and きゃんせる."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Rasa's settings and what is counted: `words`, or the whole message's `sound` or `letters`, between `^` and `$` and without blanks."""
        return {**CountVectorsFeaturizer.get_default_config(), "counted": "words"}

    def _get_message_tokens_by_attribute(self, message: Message, attribute: Text) -> List[Text]:
        tokens = message.get(TOKENS_NAMES[attribute]) or []
        if self._config["counted"] == "words":
            # A message without a word still gets its row of zeros, which the classifier needs.
            return [str(token.lemma) for token in tokens] or [""]
        if self._config["counted"] == "sound":
            return [f"^{''.join(str(token.get(READING, token.text)) for token in tokens)}$"]
        return [f"^{hiragana(normalise(message.get(attribute) or '')).replace(' ', '')}$"]

    def _create_features(self, attribute: Text, all_tokens: List[List[Text]]) -> Tuple[Rows, Rows]:
        vectorizer = self.vectorizers.get(attribute)
        if not vectorizer:
            return [None], [None]
        return [None for _ in all_tokens], [vectorizer.transform([" ".join(tokens)]).tocoo() if tokens else None for tokens in all_tokens]
