"""Counts over a whole message, of its words or of how it is read aloud; the per-word counts, which nothing here reads, are left out."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import coo_matrix

from bot.components.sudachi_tokenizer import READING

Rows = List[Optional[coo_matrix]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(CountVectorsFeaturizer):
    """Rasa's count vectors for sentences alone; with `read_aloud`, いつから, 何時から and イツカラ share features."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Rasa's settings and `read_aloud`: count the tokens' readings, `^` and `$` at the message's ends."""
        return {**CountVectorsFeaturizer.get_default_config(), "read_aloud": False}

    def _get_message_tokens_by_attribute(self, message: Message, attribute: Text) -> List[Text]:
        tokens = message.get(TOKENS_NAMES[attribute]) or []
        # A message without a word still gets its row of zeros, which the classifier needs.
        words = [self._word(token) for token in tokens] or [""]
        return [*words[:-1], words[-1] + "$"] if self._config["read_aloud"] else words

    def _word(self, token: Any) -> Text:
        if not self._config["read_aloud"]:
            return str(token.lemma)
        return ("^" if token.start == 0 else "") + str(token.get(READING, token.text))

    def _create_features(self, attribute: Text, all_tokens: List[List[Text]]) -> Tuple[Rows, Rows]:
        vectorizer = self.vectorizers.get(attribute)
        if not vectorizer:
            return [None], [None]
        return [None for _ in all_tokens], [vectorizer.transform([" ".join(tokens)]).tocoo() if tokens else None for tokens in all_tokens]
