"""The topics as residents see them: what concerns daily life first, the plan's own matters last."""

from collections.abc import Sequence

from knowledge.entry import Entry
from knowledge.topic import TOPICS

_LAST = ("community", "data", "administration", "plan", "survey", "terms")
ORDER = (*(topic for topic in TOPICS if topic not in _LAST), *_LAST)


def by_topic(entries: Sequence[Entry]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Every topic that has entries: its Japanese label and the entries."""
    found = ((TOPICS[topic], tuple(entry for entry in entries if entry.topic == topic)) for topic in ORDER)
    return tuple((label, under) for label, under in found if under)
