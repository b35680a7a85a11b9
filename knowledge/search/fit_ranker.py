"""How the linear ranker is fitted: logistic regression over the candidates of many questions."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from knowledge.search.ranker import LinearRanker
from knowledge.search.table import Table, spans, standard
from knowledge.search.word_vectors import Floats

# What a document is like before any question is left to fitted stacks: it does not carry over to another corpus.
PRIORS = frozenset(("long_all", "long_body", "long_question", "special_question", "central", "asked_often"))

_STRENGTH = 0.01


def fit_linear(tables: Sequence[Table], right: Sequence[Floats]) -> LinearRanker:
    """Fit on questions' candidates; `right` tells for each table which candidates answer (1) or not (0)."""
    names = tuple(name for name in tables[0].names if name not in PRIORS)
    columns = [tables[0].names.index(name) for name in names]
    rows = np.vstack([np.hstack((standard(values), spans(values))) for table in tables for values in (table.values[:, columns],)])
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=400).fit(scaler.transform(rows), np.concatenate(right) > 0)
    weights = (fitted.coef_[0] / scaler.scale_).tolist()
    return LinearRanker(names, tuple(weights[: len(names)]), tuple(weights[len(names) :]))
