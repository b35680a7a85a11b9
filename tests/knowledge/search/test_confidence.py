"""Confidence: calibrated, monotone, with thresholds from the curve."""

import numpy as np
import pytest

from knowledge.search.confidence import Calibration
from knowledge.search.evidence import EVIDENCE, lead_over
from knowledge.search.fit_confidence import Offer, Point, Trial, calibrate, choose_answer, choose_clarify, fit_weights, offers, risk_coverage


def trials(count, seed):
    random = np.random.RandomState(seed)
    rows = random.rand(count, len(EVIDENCE)).astype(np.float32)
    right = rows[:, 0] + 0.3 * random.rand(count) > 0.65
    return [Trial(row, bool(mark), "phrasing") for row, mark in zip(rows, right, strict=True)]


def test_probabilities_are_calibrated():
    calibration = calibrate(fit_weights(trials(800, 0)), trials(400, 1))
    held = trials(400, 2)
    sure = calibration.probability(np.array([trial.evidence for trial in held]))
    assert abs(sure.mean() - np.mean([trial.right for trial in held])) < 0.06
    assert ((sure > 0.5) == np.array([trial.right for trial in held])).mean() > 0.85


def test_fewer_are_answered_at_higher_thresholds():
    curve = risk_coverage(calibrate(fit_weights(trials(400, 0)), trials(200, 1)), trials(200, 2))
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
    assert choose_answer(curve).threshold == answer


@pytest.mark.parametrize(
    ("made", "clarify"),
    [
        ([Offer(0.05, 90, 0.2), Offer(0.1, 40, 0.5), Offer(0.3, 9, 0.9)], 0.1),
        ([Offer(0.05, 90, 0.6)], 0.05),
        ([Offer(0.05, 90, 0.2), Offer(0.3, 9, 0.4)], 0.4),
        ([], 0.4),
    ],
)
def test_choices_are_offered_where_half_of_the_offers_hold_the_answer(made, clarify):
    assert choose_clarify(made, answer=0.4).threshold == clarify


def test_an_offer_counts_what_is_not_sure_enough_to_be_answered_by_its_weight():
    """Evidence that is its own probability: 0.1, 0.2, 0.3 and, to be answered, 0.8."""
    identity = Calibration(EVIDENCE, (1.0, *[0.0] * (len(EVIDENCE) - 1)), 0.0)
    sure = [(0.1, False, 1.0), (0.2, True, 0.5), (0.3, False, 1.5), (0.8, True, 9.0)]
    made = [Trial(row(np.log(p / (1 - p))), False, "phrasing", weight, offered) for p, offered, weight in sure]
    found = {offer.threshold: offer for offer in offers(identity, made, answer=0.4)}
    assert (found[0.05].offers, found[0.15].offers, found[0.25].offers) == (3, 2, 1)
    assert [round(found[t].holding, 3) for t in (0.05, 0.15, 0.25)] == [0.167, 0.25, 0.0]
    assert max(found) < 0.31


def row(first):
    return np.array([first, *[0.0] * (len(EVIDENCE) - 1)], dtype=np.float32)


def test_lead_is_over_the_best_other_of_the_same_side():
    scores, here = np.array([5, 3, 4, 1], dtype=np.float32), np.array([1, 1, 0, 0], dtype=np.float32)
    assert lead_over(scores, here, same=True).tolist() == [2, -2, 3, -3]
    assert lead_over(scores, here, same=False).tolist() == [1, -1, -1, -4]
