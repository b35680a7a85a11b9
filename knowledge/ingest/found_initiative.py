"""Initiatives named in a passage: marked list items, and projects with an id of the plan's own."""

import re
from dataclasses import dataclass

_MARKED = re.compile(r"^(?:[-*]\s*)?[◆◇◎●]\s*(?P<name>\S.{2,70})$", re.MULTILINE)
_NUMBERED = re.compile(r"(?P<id>[一-鿿ァ-ヶー]{2,6}\d{1,2}(?:-[a-z0-9]{1,2}){1,4})[】\] \u3000\t]*(?P<name>[^\s\d○⇒→【】/][^\n\t]{2,60})?")
_SENTENCE_END = re.compile(r"[。、]$|ます$|です$")


@dataclass(frozen=True)
class FoundInitiative:
    """An initiative's name and, where the plan gives one, its id."""

    name: str
    id: str | None = None


def find_initiatives(text: str) -> tuple[FoundInitiative, ...]:
    """Each initiative once, those with an id first; sentences are not names."""
    numbered = {match["id"]: match["name"] for match in reversed(list(_NUMBERED.finditer(text))) if match["name"]}
    marked = [match["name"].strip() for match in _MARKED.finditer(text)]
    named = [FoundInitiative(name.strip(), key) for key, name in reversed(numbered.items())]
    return (*named, *(FoundInitiative(name) for name in dict.fromkeys(marked) if not _SENTENCE_END.search(name)))
