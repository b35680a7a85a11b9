"""The entity `municipality`: the cities a message names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import read_yaml_file

from knowledge.text.city_name import CityNames
from knowledge.text.normal import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MunicipalityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds cities by the aliases in their profiles."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Read every profile under the configured folder."""
        profiles = [read_yaml_file(path) for path in sorted(Path(config["folder"]).glob("*/profile.yml"))]
        self._names = CityNames({profile["id"]: profile["aliases"] for profile in profiles})

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`folder`: where the municipalities' folders are."""
        return {"folder": "knowledge/municipalities"}

    @classmethod
    def create(cls, config: Dict[Text, Any], _storage: ModelStorage, _resource: Resource, _context: ExecutionContext) -> MunicipalityExtractor:
        """Rasa's constructor."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities found; offsets are those of the normalised text, cut to the message."""
        for message in messages:
            found = [self._entity(m, message.get(TEXT) or "") for m in self._names.find(message.get(TEXT) or "")]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(found), add_to_output=True)
        return messages

    @staticmethod
    def _entity(mention: Any, text: Text) -> Dict[Text, Any]:
        surface = normalise(text)[mention.start : mention.end]
        start = text.find(surface)
        start = start if start >= 0 else min(mention.start, len(text))
        end = min(start + len(surface), len(text))
        return {"entity": "municipality", "value": mention.municipality, "start": start, "end": end}
