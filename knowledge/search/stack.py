"""The fitted stack: three learners of different kinds over the candidates' signals, for a corpus with graded questions of its own."""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from knowledge.search.ranker import LinearRanker
from knowledge.search.table import Table, spans, standard
from knowledge.search.word_vectors import Floats

_LINEAR_CANDIDATES = 60
_FLOOR = -15.0
_TREES = 100


class Stack:
    """Logistic regression, gradient boosting and extremely randomised trees; their standings among the candidates are added."""

    def __init__(self, tables: Sequence[Table], grades: Sequence[Floats], *, shipped: Sequence[LinearRanker] = (), seed: int = 0) -> None:
        """`shipped`: rankers fitted on other corpora; what they think of a candidate is one more signal each."""
        self._shipped = tuple(shipped)
        tables = [self._advised(table) for table in tables]
        self._linear = _fit_linear(tables, grades)
        rows, grade = np.vstack([_plain(table) for table in tables]), np.concatenate(grades)
        boosting = HistGradientBoostingClassifier(
            max_iter=150, learning_rate=0.05, max_leaf_nodes=8, l2_regularization=1, max_features=0.2, early_stopping=False, random_state=seed
        )
        self._boosting = boosting.fit(rows, grade > 0, sample_weight=1 + grade)
        self._trees = ExtraTreesRegressor(_TREES, min_samples_leaf=3, max_features=0.2, n_jobs=1, random_state=seed).fit(rows, grade)

    def scores(self, table: Table) -> Floats:
        """One score per candidate, comparable within a question only."""
        table = self._advised(table)
        rows = _plain(table)
        linear = self._linear.decision_function(_stretched(table))
        boosting = np.maximum(self._boosting.decision_function(rows), _FLOOR)
        result: Floats = standard(linear) + standard(boosting) + standard(self._trees.predict(rows))
        return result

    def _advised(self, table: Table) -> Table:
        advice = [ranker.scores(table) for ranker in self._shipped]
        names = (*table.names, *(f"shipped_{number}" for number in range(len(advice))))
        return Table(table.places, names, np.column_stack((table.values, *advice)))


def _fit_linear(tables: Sequence[Table], grades: Sequence[Floats]) -> Pipeline:
    rows = np.vstack([_stretched(table)[:_LINEAR_CANDIDATES] for table in tables])
    grade = np.concatenate([values[:_LINEAR_CANDIDATES] for values in grades])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.004, max_iter=400))
    return model.fit(rows, grade > 0, logisticregression__sample_weight=1 + grade)


def _plain(table: Table) -> Floats:
    return np.hstack((table.values, standard(table.values)))


def _stretched(table: Table) -> Floats:
    return np.hstack((table.values, standard(table.values), spans(table.values)))
