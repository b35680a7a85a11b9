"""The linear ranker: logistic regression over the candidates' signals, small enough to store as text and to explain itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from knowledge.search.ranking import Reason
from knowledge.search.table import Table, spans, standard
from knowledge.search.word_vectors import Floats

_BASE = "base"
_REASONS = 5


class Ranker(Protocol):
    """What orders candidates, and says why; it reads the signals of `names`."""

    @property
    def names(self) -> tuple[str, ...]:
        """The signals that count."""

    def scores(self, table: Table) -> Floats:
        """One score per candidate, comparable within a question only."""

    def reasons(self, table: Table, rows: Sequence[int]) -> list[tuple[Reason, ...]]:
        """For each candidate asked for, the signals that moved it most against the candidates' mean."""


@dataclass(frozen=True)
class LinearRanker:
    """Weights of each signal's standing among the candidates and of its place between the least and the greatest."""

    names: tuple[str, ...]
    standing: tuple[float, ...]
    span: tuple[float, ...]

    def scores(self, table: Table) -> Floats:
        """The fitted sum and the base score, each as standing among the candidates, added."""
        result: Floats = standard(self.fitted(table)) + standard(table.column(_BASE))
        return result

    def fitted(self, table: Table) -> Floats:
        """The fitted sum alone."""
        result: Floats = self._parts(table).sum(axis=1)
        return result

    def _parts(self, table: Table) -> Floats:
        values = table.values[:, _columns(table.names, self.names)]
        # A signal of an encoder that is not set any more counts nothing.
        values = values if set(self.names) <= set(table.names) else values * np.isin(self.names, table.names)
        result: Floats = standard(values) * np.array(self.standing, dtype=np.float32) + spans(values) * np.array(self.span, dtype=np.float32)
        return result

    def reasons(self, table: Table, rows: Sequence[int]) -> list[tuple[Reason, ...]]:
        """For each candidate asked for, the signals that moved it most against the candidates' mean."""
        parts = self._parts(table)
        apart = parts[list(rows)] - parts.mean(axis=0)
        strongest = np.argsort(-np.abs(apart), axis=1)[:, :_REASONS]
        return [tuple(Reason(self.names[place], round(float(row[place]), 3)) for place in places) for row, places in zip(apart, strongest, strict=True)]


# Before anything is fitted: the order of the base score.
UNFITTED = LinearRanker((), (), ())


@lru_cache(maxsize=8)
def _columns(given: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    """Where each wanted signal stands; the first place for one that is not given."""
    return [given.index(name) if name in given else 0 for name in wanted]
