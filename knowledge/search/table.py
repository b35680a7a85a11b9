"""A question's candidates and their signals, side by side and comparable."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.word_vectors import Floats

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """`values` has a row per candidate (whose place in the index is in `places`) and a column per signal of `names`."""

    places: Places
    names: tuple[str, ...]
    values: Floats

    def column(self, name: str) -> Floats:
        """One signal of every candidate."""
        result: Floats = self.values[:, self.names.index(name)]
        return result

    def without(self, names: Collection[str]) -> "Table":
        """The table without some signals; those that it does not have are passed over."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        return Table(self.places, tuple(self.names[place] for place in kept), self.values[:, kept])


def table_of(places: Places, signals: Mapping[str, Floats]) -> Table:
    """Signals of the same candidates, in the mapping's order."""
    columns = [np.asarray(values, dtype=np.float32) for values in signals.values()]
    return Table(places, tuple(signals), np.column_stack(columns) if columns else np.zeros((len(places), 0), dtype=np.float32))


def standard(values: Floats) -> Floats:
    """Columns (or one array) with mean 0 and standard deviation 1; constant ones become 0."""
    if not len(values):
        return values
    apart = values - values.mean(axis=0)
    spread = np.sqrt((apart * apart).mean(axis=0))
    result: Floats = (apart / np.where(spread > 1e-9, spread, 1)).astype(np.float32)
    return result


def spans(values: Floats) -> Floats:
    """Columns stretched from 0 (least) to 1 (greatest); constant ones become 0."""
    if not len(values):
        return values
    low = values.min(axis=0)
    width = values.max(axis=0) - low
    result: Floats = ((values - low) / np.where(width > 1e-9, width, 1)).astype(np.float32)
    return result
