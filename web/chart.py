"""An indicator's chart as shapes for the template design/chart.html: bars for actual values, a dotted line for targets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 320, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 314, 24, 176
_DIGIT, _POINT = 7.4, 4.0


@dataclass(frozen=True)
class Mark:
    """A value's place: the column's middle x, the value's y, and what is written there ("" where it would not fit)."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Drawing:
    """A chart's shapes in a box of WIDTH × HEIGHT; `zero` is the base line's y, `lines` the targets' connected runs;
    `rounded`: the written values are whole numbers, for the exact ones would not fit.
    """

    columns: tuple[tuple[float, tuple[str, ...]], ...]
    bars: tuple[Mark, ...]
    targets: tuple[Mark, ...]
    lines: tuple[str, ...]
    bar_width: float
    zero: float
    rounded: bool


def draw(chart: Mapping[str, Any]) -> Drawing:
    """The shapes of a chart as the chat API gives it: title, unit and points of year, target, actual."""
    points = chart["points"]
    step = (_RIGHT - _LEFT) / max(1, len(points))
    middles = [_LEFT + step * (place + 0.5) for place in range(len(points))]
    values = [point[kind] for point in points for kind in ("target", "actual") if point[kind] is not None]
    scale = _Scale.of(values)
    labels = _labels(values, step)
    bars = [_mark(x, point["actual"], scale, labels) for x, point in zip(middles, points, strict=True)]
    targets = [_mark(x, point["target"], scale, labels) for x, point in zip(middles, points, strict=True)]
    return Drawing(
        columns=tuple((round(x, 1), year_lines(point["year"])) for x, point in zip(middles, points, strict=True)),
        bars=tuple(mark for mark in bars if mark),
        targets=tuple(mark for mark in targets if mark),
        lines=tuple(_lines(targets)),
        bar_width=round(min(36.0, step * 0.5), 1),
        zero=scale.place(0),
        rounded=any(value != round(value) and label == f"{value:,.0f}" for value, label in labels.items()),
    )


def written(value: float | None) -> str:
    """A value as read: 1040 → 1,040; no value is a dash."""
    return "－" if value is None else f"{value:,}"


def year_lines(label: str) -> tuple[str, ...]:
    """A fiscal year's label in two lines: 令和6年度 → 令和, 6年度."""
    match = re.fullmatch(r"(令和|平成)(.+)", label)
    return match.groups() if match else (label,)


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> "_Scale":
        low, high = min([0.0, *values]), max([0.0, *values])
        return _Scale(low, high if high > low else low + 1)

    def place(self, value: float) -> float:
        return round(_BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP), 1)


def _labels(values: Sequence[float], step: float) -> dict[float, str]:
    """What is written at each value: all exact where they fit into their columns, else whole numbers, "" where even those don't."""
    exact = {value: f"{value:,.0f}" if value == round(value) else written(value) for value in values}
    if all(_width(label) <= step for label in exact.values()):
        return exact
    whole = {value: f"{value:,.0f}" for value in values}
    return {value: label if _width(label) <= step else "" for value, label in whole.items()}


def _width(label: str) -> float:
    return sum(_POINT if character in ",." else _DIGIT for character in label)


def _mark(x: float, value: float | None, scale: _Scale, labels: Mapping[float, str]) -> Mark | None:
    return None if value is None else Mark(round(x, 1), scale.place(value), labels[value])


def _lines(marks: Sequence[Mark | None]) -> list[str]:
    """Runs of neighbouring targets as the points of polylines."""
    runs: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            runs.append([])
        else:
            runs[-1].append(f"{mark.x},{mark.y}")
    return [" ".join(run) for run in runs if len(run) > 1]
