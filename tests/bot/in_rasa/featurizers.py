"""Reads {"counted": kind, "texts": […]}; prints what the sentence featurizer counts of each, and each text's two mean vectors' likeness to the first's."""

import json
import sys

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.sentence_featurizer import SentenceFeaturizer
from bot.components.sudachi_tokenizer import SudachiTokenizer
from bot.components.word_vector_featurizer import WordVectorFeaturizer, served_vectors


def counted(kind, message):
    featurizer = SentenceFeaturizer.__new__(SentenceFeaturizer)
    featurizer._config = {"counted": kind}
    return featurizer._get_message_tokens_by_attribute(message, TEXT)


given = json.load(sys.stdin)
tokenizer = SudachiTokenizer(SudachiTokenizer.get_default_config())
messages = [Message({TEXT: text}) for text in given["texts"]]
for message in messages:
    message.set(TOKENS_NAMES[TEXT], tokenizer.tokenize(message, TEXT))
featurizer = WordVectorFeaturizer(WordVectorFeaturizer.get_default_config(), "word_vectors", served_vectors())
rows = [message.get_dense_features(TEXT)[1].features[0] for message in featurizer.process(messages)]
means = np.array(rows).reshape(len(rows), 2, -1) / 3.0
print(json.dumps({"counted": [counted(given["counted"], message) for message in messages], "likeness": (means * means[0]).sum(axis=2).tolist()}))
