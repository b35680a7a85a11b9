"""The entity `fiscal_year`: the years a message names, as numbers."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.text.fiscal_year import find_years


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FiscalYearExtractor(GraphComponent, EntityExtractorMixin):
    """Finds 令和6年度, R6, 2024年度 and 今年度."""

    @classmethod
    def create(cls, _config: Dict[Text, Any], _storage: ModelStorage, _resource: Resource, _context: ExecutionContext) -> FiscalYearExtractor:
        """Rasa's constructor."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities found."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = [{"entity": "fiscal_year", "value": m.year, "start": min(m.start, len(text)), "end": min(m.end, len(text))} for m in find_years(text)]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages
