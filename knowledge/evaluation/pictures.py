"""Draws the risk–coverage curve, the reliability diagram and the learning curve."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knowledge.evaluation.learning import Step
from knowledge.search.fit_confidence import Point
from knowledge.search.word_vectors import Floats

_BINS = 8


def draw_risk_coverage(path: Path, curve: Sequence[Point], threshold: float) -> None:
    """Share answered against share answered wrongly, with the chosen threshold."""
    figure, axes = _axes("answered", "answered wrongly")
    axes.plot([point.answered for point in curve], [point.wrong for point in curve])
    chosen = min(curve, key=lambda point: abs(point.threshold - threshold))
    axes.plot([chosen.answered], [chosen.wrong], "o", label=f"threshold {threshold:.2f}")
    axes.axhline(0.03, linestyle=":", color="grey", label="3 %")
    axes.legend()
    figure.savefig(path)


def draw_reliability(path: Path, sure: Floats, right: Floats) -> None:
    """What was promised against what held, in bins of equal size."""
    figure, axes = _axes("confidence", "right")
    parts = np.array_split(np.argsort(sure), _BINS)
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    axes.plot([float(sure[part].mean()) for part in parts if len(part)], [float(right[part].mean()) for part in parts if len(part)], "o-")
    figure.savefig(path)


def draw_learning(path: Path, steps: Sequence[Step]) -> None:
    """Right and wrong answers against the number of confirmed questions."""
    figure, axes = _axes("confirmed questions", "share")
    counts = [step.confirmed for step in steps]
    axes.plot(counts, [step.right for step in steps], "o-", label="right, of those that have an answer")
    axes.plot(counts, [step.wrong for step in steps], "o-", label="wrong, of all")
    axes.set_xscale("symlog", linthresh=50)
    axes.legend()
    figure.savefig(path)


def _axes(across: str, up: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(6, 4.5), layout="constrained")
    axes = figure.subplots()
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(visible=True, alpha=0.3)
    return figure, axes
