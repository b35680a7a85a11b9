"""Reads {"component": name, "texts": […]}; prints what the component adds to each message."""

import importlib
import json
import sys

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.sudachi_tokenizer import SudachiTokenizer


def tokens(texts):
    tokenizer = SudachiTokenizer(SudachiTokenizer.get_default_config())
    return [[[t.text, t.start, t.end, t.lemma, t.get("reading")] for t in tokenizer.tokenize(Message({TEXT: text}), TEXT)] for text in texts]


def entities(module, name, texts):
    component = getattr(importlib.import_module(f"bot.components.{module}"), name)
    messages = component.create(component.get_default_config(), None, None, None).process([Message({TEXT: text}) for text in texts])
    return [message.get(ENTITIES) for message in messages]


given = json.load(sys.stdin)
extractors = {"municipality_extractor": "MunicipalityExtractor", "fiscal_year_extractor": "FiscalYearExtractor"}
known = given["component"] in extractors
found = entities(given["component"], extractors[given["component"]], given["texts"]) if known else tokens(given["texts"])
print(json.dumps(found, ensure_ascii=False))
