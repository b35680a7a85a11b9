"""Character n-grams of how a message is read aloud, so that いつから, 何時から and イツカラ share features."""

from __future__ import annotations

from typing import List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.training_data.message import Message

from bot.components.sudachi_tokenizer import READING


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ReadingFeaturizer(CountVectorsFeaturizer):
    """Rasa's count vectors over the tokens' readings; `^` and `$` mark where the message begins and ends."""

    def _get_message_tokens_by_attribute(self, message: Message, attribute: Text) -> List[Text]:
        readings = [token.get(READING, token.text) for token in message.get(TOKENS_NAMES[attribute]) or []]
        if not readings:
            return []
        readings[0] = "^" + readings[0]
        readings[-1] += "$"
        return readings
