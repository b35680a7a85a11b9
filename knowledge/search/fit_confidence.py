"""How confidence is fitted and checked: on trials, each a candidate put forward as the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from knowledge.search.confidence import Calibration
from knowledge.search.evidence import EVIDENCE
from knowledge.search.word_vectors import Floats

_STRENGTH = 0.05
_MOST_WRONG = 0.03
_LEAST_ANSWER = 0.4
_LEAST_CLARIFY = 0.05
_LEAST_HOLDING = 0.5


@dataclass(frozen=True)
class Trial:
    """A candidate put forward as the answer: its evidence, whether it was right, where it comes from, how much it counts;
    whether a right one is among the first that would be offered; its place in the index.
    """

    evidence: Floats
    right: bool
    source: str
    weight: float = 1.0
    offered: bool = False
    place: int = -1


def fit_weights(trials: Sequence[Trial]) -> Calibration:
    """The weights of the evidence, with probabilities not yet true."""
    rows = np.array([trial.evidence for trial in trials])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(scaler.transform(rows), [trial.right for trial in trials], sample_weight=[trial.weight for trial in trials])
    weights = model.coef_[0] / scaler.scale_
    return Calibration(EVIDENCE, tuple(weights.tolist()), float(model.intercept_[0] - weights @ scaler.mean_))


def calibrate(plain: Calibration, trials: Sequence[Trial]) -> Calibration:
    """Bend to true probabilities (Platt's sigmoid) on trials that the weights were not fitted on."""
    raw = plain.raw(_evidence(trials))
    sigmoid = LogisticRegression(C=1.0).fit(raw[:, None], [trial.right for trial in trials], sample_weight=[trial.weight for trial in trials])
    return replace(plain, slope=float(sigmoid.coef_[0, 0]), shift=float(sigmoid.intercept_[0]))


def _evidence(trials: Sequence[Trial]) -> Floats:
    return np.array([trial.evidence for trial in trials], dtype=np.float32)


def promised(calibration: Calibration, trials: Sequence[Trial]) -> Floats:
    """The probability that the calibration gives each trial."""
    return calibration.probability(_evidence(trials))


@dataclass(frozen=True)
class Point:
    """At a threshold: the share of all questions answered, and the share answered wrongly."""

    threshold: float
    answered: float
    wrong: float


_CAUTIOUS = Point(0.95, 0.0, 0.0)


def risk_coverage(calibration: Calibration, trials: Sequence[Trial]) -> list[Point]:
    """One point per threshold from 0.05 to 0.99."""
    sure = promised(calibration, trials)
    right = np.array([trial.right for trial in trials])
    return [Point(round(float(t), 2), float((sure >= t).mean()), float(((sure >= t) & ~right).mean())) for t in np.arange(0.05, 1.0, 0.01)]


@dataclass(frozen=True)
class Offer:
    """With choices offered from a threshold on: how many trials would be offered some, and the share (by weight) that is offered a right one."""

    threshold: float
    offers: int
    holding: float


def offers(calibration: Calibration, trials: Sequence[Trial], answer: float) -> list[Offer]:
    """One per threshold from 0.05 to just below `answer`."""
    sure = promised(calibration, trials)
    weight, holds = np.array([trial.weight for trial in trials]), np.array([trial.offered for trial in trials])
    thresholds = [round(float(t), 2) for t in np.arange(_LEAST_CLARIFY, answer - 0.005, 0.01)]
    bands = [(t, (sure >= t) & (sure < answer)) for t in thresholds]
    return [Offer(t, int(band.sum()), float(weight[band & holds].sum() / weight[band].sum())) for t, band in bands if band.any()]


def choose_answer(curve: Sequence[Point]) -> Point:
    """The least threshold at which at most 3 % of the questions are answered wrongly."""
    fitting = [point for point in curve if point.wrong <= _MOST_WRONG and point.threshold >= _LEAST_ANSWER]
    return min(fitting, key=lambda point: point.threshold, default=_CAUTIOUS)


def choose_clarify(made: Sequence[Offer], answer: float) -> Offer:
    """The least threshold at which at least half of the offers hold a right entry; where there is none, nothing is offered."""
    fitting = [offer for offer in made if offer.holding >= _LEAST_HOLDING]
    return min(fitting, key=lambda offer: offer.threshold, default=Offer(answer, 0, 0.0))
