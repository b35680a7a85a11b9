"""Rasa's tokens from Sudachi: offsets of the surface, normalized form as lemma, reading as data; a foreign message's known words in Japanese behind them."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from knowledge.text.foreign_words import japanese_words
from knowledge.text.tokens import tokenise

READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SudachiTokenizer(Tokenizer):
    """Cuts Japanese text into Sudachi's short units."""

    @staticmethod
    def supported_languages() -> List[Text]:
        """Japanese only."""
        return ["ja"]

    @staticmethod
    def required_packages() -> List[Text]:
        """What must be installed."""
        return ["sudachipy", "sudachidict_core"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Rasa's own tokenizer settings; intents are not split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "token_pattern": None, "prefix_separator_symbol": None}

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """The tokens of a message's attribute."""
        text = message.get(attribute)
        typed = [Token(t.surface, t.start, t.end, {READING: t.reading}, lemma=t.normal) for t in tokenise(text)]
        meant = [Token(t.surface, len(text), len(text), {READING: t.reading}, lemma=t.normal) for t in japanese_words(text)]
        return typed + meant
