"""The pictures are drawn from what was measured."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from knowledge.evaluation.learning import Step
from knowledge.evaluation.pictures import draw_learning, draw_reliability, draw_risk_coverage
from knowledge.search.fit_confidence import Point


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """Draws and gives back the lines: for each its points."""

    def draw(how, *values):
        figures = []
        real = Figure.savefig
        monkeypatch.setattr(Figure, "savefig", lambda figure, path: (figures.append(figure), real(figure, path)))
        how(tmp_path / "picture.png", *values)
        assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
        return [[tuple(point) for point in line.get_xydata().round(3).tolist()] for line in figures[0].axes[0].lines]

    return draw


def test_learning_shows_right_and_wrong_at_each_step(drawn):
    right, wrong = drawn(draw_learning, [Step(0, 0.4, 0.02, 1), Step(50, 0.5, 0.03, 1)])
    assert (right, wrong) == ([(0, 0.4), (50, 0.5)], [(0, 0.02), (50, 0.03)])


def test_the_chosen_threshold_is_marked_on_the_curve(drawn):
    lines = drawn(draw_risk_coverage, [Point(0.3, 0.9, 0.1), Point(0.5, 0.8, 0.02)], 0.5)
    assert lines[0] == [(0.9, 0.1), (0.8, 0.02)] and lines[1] == [(0.8, 0.02)]


def test_reliability_is_shown_in_bins_of_equal_size(drawn):
    sure = np.repeat(np.array([0.1, 0.9], dtype=np.float32), 8)
    _, held = drawn(draw_reliability, sure, (sure > 0.5).astype(np.float32))
    assert held == [(0.1, 0.0)] * 4 + [(0.9, 1.0)] * 4
