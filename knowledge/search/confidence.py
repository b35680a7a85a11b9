"""Confidence: the calibrated probability that a candidate holds the answer, and the thresholds that follow from it."""

from dataclasses import dataclass

import numpy as np

from knowledge.search.domain import Domain
from knowledge.search.ranking import Thresholds
from knowledge.search.word_vectors import Floats

_STEEPEST = 30.0


@dataclass(frozen=True)
class Calibration:
    """A logistic model of the evidence, bent to true probabilities on questions it was not fitted on."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float
    slope: float = 1.0
    shift: float = 0.0

    def raw(self, evidence: Floats) -> Floats:
        """The uncalibrated score of each row of evidence."""
        result: Floats = evidence @ np.array(self.weights, dtype=np.float32) + np.float32(self.intercept)
        return result

    def probability(self, evidence: Floats) -> Floats:
        """The probability that each row's candidate holds the answer."""
        bent = np.clip(self.slope * self.raw(evidence) + self.shift, -_STEEPEST, _STEEPEST)
        result: Floats = 1 / (1 + np.exp(-bent))
        return result


@dataclass(frozen=True)
class Confidence:
    """All that turns evidence into a decision."""

    calibration: Calibration
    thresholds: Thresholds
    domain: Domain
