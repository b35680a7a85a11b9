"""What a plan holds and which entries answer it, and what was left out as doubtful: the proof of completeness, for tests and staff."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.catalogue import read_rows
from knowledge.entry import STRICT, EntryId, Text


@dataclass(config=STRICT)
class InventoryRow:
    """One initiative, service, term or block of figures of the plan; `id` is the plan's own."""

    name: Text
    place: Text
    entries: Annotated[tuple[EntryId, ...], Field(min_length=1)]
    id: Text | None = None


@dataclass(config=STRICT)
class Doubt:
    """A figure or statement that no answer uses, because the text is not certain."""

    what: Text
    place: Text
    reason: Text


def read_inventory(folder: Path) -> tuple[InventoryRow, ...]:
    """A municipality's inventory.yml; BadFile when it is not as it should be."""
    return tuple(read_rows(folder / "inventory.yml", InventoryRow))


def read_doubts(folder: Path) -> tuple[Doubt, ...]:
    """A municipality's doubtful.yml; BadFile when it is not as it should be."""
    return tuple(read_rows(folder / "doubtful.yml", Doubt))
