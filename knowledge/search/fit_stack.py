"""How the stack is fitted: each learner over the candidates of many graded questions."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingClassifier

from knowledge.search.fit_ranker import fit_linear
from knowledge.search.forest import Forest
from knowledge.search.ranker import LinearRanker
from knowledge.search.stack import Stack, advised, plain
from knowledge.search.table import Table
from knowledge.search.word_vectors import Floats

_TREES = 100

# What tells of a tree's nodes: feature, threshold, the two children, value; a leaf has no children (below 0).
Nodes = tuple[NDArray[Any], ...]


def fit_stack(tables: Sequence[Table], grades: Sequence[Floats], *, advisers: Sequence[LinearRanker] = (), seed: int = 0) -> Stack:
    """Fit on questions' candidates and their grades (0: no answer); `advisers`: rankers whose opinion is one more signal each."""
    tables = [advised(table, advisers) for table in tables]
    rows, grade = np.vstack([plain(table) for table in tables]), np.concatenate(grades)
    boosting = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.05, max_leaf_nodes=8, l2_regularization=1, max_features=0.2, early_stopping=False, random_state=seed
    ).fit(rows, grade > 0, sample_weight=1 + grade)
    trees = ExtraTreesRegressor(_TREES, min_samples_leaf=6, max_features=0.2, n_jobs=1, random_state=seed).fit(rows, grade)
    return Stack(fit_linear(tables, grades), forest_of_boosting(boosting), forest_of_trees(trees), tuple(advisers))


def forest_of_trees(model: ExtraTreesRegressor) -> Forest:
    """The mean of the trees' values as a sum of shares."""
    trees = [estimator.tree_ for estimator in model.estimators_]
    share = 1 / len(trees)
    return _forest((tree.feature, tree.threshold, tree.children_left, tree.children_right, tree.value[:, 0, 0] * share) for tree in trees)


def forest_of_boosting(model: HistGradientBoostingClassifier) -> Forest:
    """The sum of the trees' values, without the constant that all rows share.

    scikit-learn keeps these trees in a private attribute (the lock file pins its version, and a test compares the sums).
    """
    return _forest(_boosted(predictor.nodes) for (predictor,) in model._predictors)


def _boosted(nodes: Any) -> Nodes:
    leaf = nodes["is_leaf"].astype(bool)
    left, right = (np.where(leaf, -1, nodes[side].astype(np.int64)) for side in ("left", "right"))
    return nodes["feature_idx"], nodes["num_threshold"], left, right, nodes["value"]


def _forest(trees: Iterable[Nodes]) -> Forest:
    parts: list[Nodes] = []
    roots, start, depth = [], 0, 0
    for feature, threshold, left, right, value in trees:
        leaf, own = left < 0, np.arange(len(left))
        children = start + np.column_stack((np.where(leaf, own, left), np.where(leaf, own, right))).ravel()
        parts.append((np.where(leaf, 0, feature), np.where(leaf, np.inf, threshold), children, value))
        roots.append(start)
        start, depth = start + len(left), max(depth, _depth(left, right))
    feature, threshold, children, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    whole, real = np.int32, np.float32
    return Forest(feature.astype(whole), threshold.astype(real), children.astype(whole), value.astype(real), np.array(roots, dtype=whole), depth)


def _depth(left: NDArray[Any], right: NDArray[Any]) -> int:
    """How many steps the deepest leaf is from the root; a node's children always come after it."""
    steps = np.zeros(len(left), dtype=np.int32)
    for node in np.flatnonzero(left >= 0):
        steps[left[node]] = steps[right[node]] = steps[node] + 1
    return int(steps.max(initial=0))
