"""How confidence is fitted and checked: on trials, each a candidate put forward as the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from knowledge.search.confidence import Calibration
from knowledge.search.evidence import EVIDENCE
from knowledge.search.ranking import Thresholds
from knowledge.search.word_vectors import Floats

_STRENGTH = 0.05
_MOST_WRONG = 0.03
_LEAST_ANSWER = 0.4
_CLARIFY_SHARE = 0.4


@dataclass(frozen=True)
class Trial:
    """A candidate put forward as the answer: its evidence, whether it was right, where it comes from, how much it counts."""

    evidence: Floats
    right: bool
    source: str
    weight: float = 1.0


def fit_calibration(fit: Sequence[Trial], calibrate: Sequence[Trial]) -> Calibration:
    """Fit on one set of trials, calibrate (Platt's sigmoid) on another."""
    rows = np.array([trial.evidence for trial in fit])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(scaler.transform(rows), [trial.right for trial in fit], sample_weight=[trial.weight for trial in fit])
    weights = model.coef_[0] / scaler.scale_
    plain = Calibration(EVIDENCE, tuple(weights.tolist()), float(model.intercept_[0] - weights @ scaler.mean_))
    raw = plain.raw(np.array([trial.evidence for trial in calibrate], dtype=np.float32))
    sigmoid = LogisticRegression(C=1.0).fit(raw[:, None], [trial.right for trial in calibrate], sample_weight=[trial.weight for trial in calibrate])
    return Calibration(plain.names, plain.weights, plain.intercept, float(sigmoid.coef_[0, 0]), float(sigmoid.intercept_[0]))


@dataclass(frozen=True)
class Point:
    """At a threshold: the share of all questions answered, and the share answered wrongly."""

    threshold: float
    answered: float
    wrong: float


def risk_coverage(calibration: Calibration, trials: Sequence[Trial]) -> list[Point]:
    """One point per threshold from 0.05 to 0.99."""
    sure = calibration.probability(np.array([trial.evidence for trial in trials], dtype=np.float32))
    right = np.array([trial.right for trial in trials])
    return [Point(round(float(t), 2), float((sure >= t).mean()), float(((sure >= t) & ~right).mean())) for t in np.arange(0.05, 1.0, 0.01)]


def choose_thresholds(curve: Sequence[Point]) -> Thresholds:
    """The least threshold from which on at most 3 % of the questions are answered wrongly; choices are offered well below it."""
    fitting = [point.threshold for point in curve if point.wrong <= _MOST_WRONG and point.threshold >= _LEAST_ANSWER]
    answer = min(fitting, default=0.95)
    return Thresholds(answer=answer, clarify=round(_CLARIFY_SHARE * answer, 2))
