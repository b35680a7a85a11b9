"""The fitted stack: three learners of different kinds over the candidates' signals, for a corpus with many confirmed questions of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.search.forest import Forest
from knowledge.search.ranker import LinearRanker
from knowledge.search.ranking import Reason
from knowledge.search.table import Table, standard
from knowledge.search.word_vectors import Floats

_FLOOR = -15.0


@dataclass(frozen=True)
class Stack:
    """Logistic regression, gradient boosting and extremely randomised trees; their standings among the candidates are added.

    `advisers`: rankers fitted on other corpora; what they think of a candidate is one more signal each.
    """

    linear: LinearRanker
    boosting: Forest
    trees: Forest
    advisers: tuple[LinearRanker, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The signals that count."""
        return self.linear.names

    def scores(self, table: Table) -> Floats:
        """One score per candidate, comparable within a question only."""
        table = advised(table, self.advisers)
        rows = plain(table)
        boosting = np.maximum(self.boosting.sums(rows), _FLOOR)
        result: Floats = standard(self.linear.fitted(table)) + standard(boosting) + standard(self.trees.sums(rows))
        return result

    def reasons(self, table: Table, rows: Sequence[int]) -> list[tuple[Reason, ...]]:
        """For each candidate asked for, the signals that moved it most in the linear part, which can tell."""
        return self.linear.reasons(advised(table, self.advisers), rows)


def advised(table: Table, advisers: Sequence[LinearRanker]) -> Table:
    """The table with a column for each adviser's scores."""
    advice = [ranker.scores(table) for ranker in advisers]
    names = (*table.names, *(f"adviser_{number}" for number in range(len(advice))))
    return Table(table.places, names, np.column_stack((table.values, *advice)))


def plain(table: Table) -> Floats:
    """What the trees see: each signal, and its standing among the candidates."""
    return np.hstack((table.values, standard(table.values)))
