"""The forests answer as scikit-learn's own models do, and the stack as its parts."""

import numpy as np
import pytest
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingClassifier

from knowledge.search.fit_stack import fit_stack, forest_of_boosting, forest_of_trees
from knowledge.search.ranker import UNFITTED
from knowledge.search.table import Table

CHANCE = np.random.default_rng(0)
ROWS = CHANCE.standard_normal((400, 5)).astype(np.float32)
GRADES = (ROWS[:, 0] + ROWS[:, 1] ** 2 > 1).astype(np.float32)


def test_a_forest_of_trees_gives_their_mean():
    model = ExtraTreesRegressor(20, min_samples_leaf=3, random_state=0).fit(ROWS, GRADES)
    assert forest_of_trees(model).sums(ROWS) == pytest.approx(model.predict(ROWS), abs=1e-5)


def test_a_forest_of_boosting_gives_the_decision_but_for_a_constant():
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=6, random_state=0).fit(ROWS, GRADES)
    apart = model.decision_function(ROWS) - forest_of_boosting(model).sums(ROWS)
    assert apart == pytest.approx(np.full(len(ROWS), apart[0]), abs=1e-4)


def test_a_forest_of_one_leaf_answers_the_same_for_all():
    model = ExtraTreesRegressor(2, min_samples_leaf=3, random_state=0).fit(ROWS, np.ones(len(ROWS)))
    assert forest_of_trees(model).sums(ROWS[:4]) == pytest.approx(np.ones(4))


def tables():
    """Twenty questions of twenty candidates; the base score tells nothing."""
    names = ("base", "a", "b", "c", "d")
    found = [Table(np.arange(20), names, rows) for rows in np.split(ROWS, 20)]
    return found, np.split((ROWS[:, 1] > 1).astype(np.float32), 20)


def test_the_stack_finds_what_it_was_taught():
    asked, grades = tables()
    stack = fit_stack(asked, grades)
    first = [grade[np.argmax(stack.scores(table))] for table, grade in zip(asked, grades, strict=True) if grade.any()]
    assert np.mean(first) > 0.9


def test_an_adviser_is_one_more_signal():
    asked, grades = tables()
    stack = fit_stack(asked, grades, advisers=(UNFITTED,))
    assert "adviser_0" in stack.names and stack.scores(asked[0]).shape == (20,)


def test_the_stack_says_why():
    asked, grades = tables()
    (reasons,) = fit_stack(asked, grades).reasons(asked[0], [0])
    assert reasons and {reason.signal for reason in reasons} <= set(asked[0].names)
