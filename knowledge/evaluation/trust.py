"""How far the confidence can be trusted: what it promised against what held, on trials that it was not fitted on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import brier_score_loss, roc_auc_score

from knowledge.search.confidence import Calibration
from knowledge.search.fit_confidence import Trial, promised
from knowledge.search.ranking import Thresholds
from knowledge.search.word_vectors import Floats


@dataclass(frozen=True)
class Trust:
    """For each trial the probability promised, and whether it was right (1) or not (0)."""

    sure: Floats
    right: Floats

    @property
    def brier(self) -> float:
        """The mean squared gap between promise and truth; 0 is best."""
        return float(brier_score_loss(self.right, self.sure))

    @property
    def auc(self) -> float | None:
        """How often a right candidate is surer than a wrong one; None where all are right or all wrong."""
        return float(roc_auc_score(self.right, self.sure)) if 0 < self.right.mean() < 1 else None


def trust_in(calibration: Calibration, trials: Sequence[Trial]) -> Trust:
    """The calibration's promises on trials."""
    return Trust(promised(calibration, trials), np.array([trial.right for trial in trials], dtype=np.float32))


def report(trust: Trust, thresholds: Thresholds) -> list[str]:
    """What the answer threshold does to the trials, and how good the confidence is as a whole."""
    answered, wrong = trust.sure >= thresholds.answer, trust.right == 0
    auc = "-" if trust.auc is None else f"{trust.auc:.3f}"
    return [
        f"answer threshold {thresholds.answer:.2f}: answered {answered.mean():.1%}, wrong {(answered & wrong).mean():.1%} of {len(wrong)}",
        f"mean confidence {trust.sure.mean():.3f}, right {trust.right.mean():.3f}; Brier score {trust.brier:.3f}, AUC {auc}",
    ]
