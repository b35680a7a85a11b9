"""An indicator's chart as shapes for the template design/chart.html: bars for actual values, a dotted line for targets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 320, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 6, 314, 24, 176
_CHARACTER = 8.0


@dataclass(frozen=True)
class Mark:
    """A value's place: the column's middle x, the value's y, and what is written there ("" where it would not fit)."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Drawing:
    """A chart's shapes in a box of WIDTH × HEIGHT; `zero` is the base line's y, `lines` the targets' connected runs."""

    columns: tuple[tuple[float, tuple[str, ...]], ...]
    bars: tuple[Mark, ...]
    targets: tuple[Mark, ...]
    lines: tuple[str, ...]
    bar_width: float
    zero: float


def draw(chart: Mapping[str, Any]) -> Drawing:
    """The shapes of a chart as the chat API gives it: title, unit and points of year, target, actual."""
    points = chart["points"]
    step = (_RIGHT - _LEFT) / max(1, len(points))
    middles = [_LEFT + step * (place + 0.5) for place in range(len(points))]
    scale = _Scale.of([point[kind] for point in points for kind in ("target", "actual") if point[kind] is not None])
    bars = [_mark(x, point["actual"], scale, step) for x, point in zip(middles, points, strict=True)]
    targets = [_mark(x, point["target"], scale, step) for x, point in zip(middles, points, strict=True)]
    return Drawing(
        columns=tuple((round(x, 1), year_lines(point["year"])) for x, point in zip(middles, points, strict=True)),
        bars=tuple(mark for mark in bars if mark),
        targets=tuple(mark for mark in targets if mark),
        lines=tuple(_lines(targets)),
        bar_width=round(min(36.0, step * 0.5), 1),
        zero=scale.place(0),
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


def _mark(x: float, value: float | None, scale: _Scale, step: float) -> Mark | None:
    if value is None:
        return None
    label = written(value)
    return Mark(round(x, 1), scale.place(value), label if len(label) * _CHARACTER <= step else "")


def _lines(marks: Sequence[Mark | None]) -> list[str]:
    """Runs of neighbouring targets as the points of polylines."""
    runs: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            runs.append([])
        else:
            runs[-1].append(f"{mark.x},{mark.y}")
    return [" ".join(run) for run in runs if len(run) > 1]
