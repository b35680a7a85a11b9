"""Confidence: calibrated, monotone, with thresholds from the curve."""

import numpy as np
import pytest

from knowledge.search.evidence import EVIDENCE, lead_over
from knowledge.search.fit_confidence import Point, Trial, choose_thresholds, fit_calibration, risk_coverage


def trials(count, seed):
    random = np.random.RandomState(seed)
    rows = random.rand(count, len(EVIDENCE)).astype(np.float32)
    right = rows[:, 0] + 0.3 * random.rand(count) > 0.65
    return [Trial(row, bool(mark), "phrasing") for row, mark in zip(rows, right, strict=True)]


def test_probabilities_are_calibrated():
    calibration = fit_calibration(trials(800, 0), trials(400, 1))
    held = trials(400, 2)
    sure = calibration.probability(np.array([trial.evidence for trial in held]))
    assert abs(sure.mean() - np.mean([trial.right for trial in held])) < 0.06
    assert ((sure > 0.5) == np.array([trial.right for trial in held])).mean() > 0.85


def test_fewer_are_answered_at_higher_thresholds():
    curve = risk_coverage(fit_calibration(trials(400, 0), trials(200, 1)), trials(200, 2))
    assert [point.answered for point in curve] == sorted((point.answered for point in curve), reverse=True)


@pytest.mark.parametrize(
    ("curve", "answer"),
    [
        ([Point(0.4, 0.9, 0.10), Point(0.6, 0.8, 0.03), Point(0.8, 0.5, 0.0)], 0.6),
        ([Point(0.2, 0.9, 0.0), Point(0.4, 0.8, 0.0)], 0.4),
        ([Point(0.9, 0.9, 0.2)], 0.95),
    ],
)
def test_threshold_keeps_wrong_answers_at_three_percent(curve, answer):
    chosen = choose_thresholds(curve)
    assert chosen.answer == answer and chosen.clarify < chosen.answer


def test_lead_is_over_the_best_other_of_the_same_side():
    scores, here = np.array([5, 3, 4, 1], dtype=np.float32), np.array([1, 1, 0, 0], dtype=np.float32)
    assert lead_over(scores, here, same=True).tolist() == [2, -2, 3, -3]
    assert lead_over(scores, here, same=False).tolist() == [1, -1, -1, -4]
