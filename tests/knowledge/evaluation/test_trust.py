"""Promises against truth."""

import numpy as np
import pytest

from knowledge.evaluation.trust import Trust, report
from knowledge.search.ranking import Thresholds


def trust(*pairs):
    return Trust(np.array([sure for sure, _ in pairs], dtype=np.float32), np.array([right for _, right in pairs], dtype=np.float32))


@pytest.mark.parametrize(
    ("pairs", "auc"),
    [(((0.9, 1), (0.8, 1), (0.1, 0)), 1.0), (((0.9, 0), (0.1, 1)), 0.0), (((0.9, 1), (0.5, 0), (0.3, 1), (0.1, 0)), 0.75)],
)
def test_auc_tells_how_often_the_right_one_is_surer(pairs, auc):
    assert trust(*pairs).auc == auc


def test_where_all_are_wrong_nothing_can_be_compared():
    told = trust((0.9, 0), (0.2, 0))
    assert told.auc is None and report(told, Thresholds(0.5, 0.2))[1].endswith("AUC -")


def test_the_brier_score_is_the_mean_squared_gap():
    assert trust((0.5, 1), (0.5, 0), (1.0, 1), (0.0, 0)).brier == pytest.approx(0.125)


def test_the_report_tells_what_the_threshold_does():
    lines = report(trust((0.9, 1), (0.6, 0), (0.3, 1), (0.1, 0)), Thresholds(0.5, 0.2))
    assert lines[0] == "answer threshold 0.50: answered 50.0%, wrong 25.0% of 4"
