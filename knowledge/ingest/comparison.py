"""What a newer version of a document adds, changes and removes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from knowledge.ingest.passage import Passage


@dataclass(frozen=True)
class Change:
    """A passage before and after."""

    before: Passage
    after: Passage


@dataclass(frozen=True)
class Comparison:
    """The differences of two versions, in the order of the document; a passage that only moved to another page is no difference."""

    added: tuple[Passage, ...]
    changed: tuple[Change, ...]
    removed: tuple[Passage, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the versions say the same."""
        return not (self.added or self.changed or self.removed)

    @property
    def touched(self) -> tuple[Passage, ...]:
        """The old passages on which nothing can rest any more without a look."""
        return (*(change.before for change in self.changed), *self.removed)


def compare(before: Sequence[Passage], after: Sequence[Passage]) -> Comparison:
    """Pair what is equal, then what stands under the same headings, then what has the same text under new ones."""
    old, new = _without_equals(before, after)
    changed = _pairs(old, new, lambda passage: passage.place_key) + _pairs(old, new, lambda passage: passage.text_key)
    order = {id(passage): place for place, passage in enumerate(after)}
    changed.sort(key=lambda change: order[id(change.after)])
    return Comparison(tuple(new), tuple(changed), tuple(old))


def _without_equals(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    old, new = list(before), list(after)
    _pairs(old, new, lambda passage: (passage.place_key, passage.text_key))
    return old, new


def _pairs(old: list[Passage], new: list[Passage], key: Callable[[Passage], Hashable]) -> list[Change]:
    """Takes passages with the same key out of both lists, in order, as changes."""
    waiting: dict[Hashable, list[Passage]] = defaultdict(list)
    for passage in old:
        waiting[key(passage)].append(passage)
    changes, came = [], []
    for passage in new:
        twins = waiting[key(passage)]
        if twins:
            changes.append(Change(twins.pop(0), passage))
        else:
            came.append(passage)
    paired = Counter(key(change.before) for change in changes)
    old[:] = [passage for passage in old if _left(paired, key(passage))]
    new[:] = came
    return changes


def _left(paired: Counter[Hashable], key: Hashable) -> bool:
    """Counts one pair of this key down; true when none is left."""
    paired[key] -= 1
    return paired[key] < 0
