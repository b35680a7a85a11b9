"""Charts as shapes for the template staff/chart.html; drawn on the server, read by everybody as a table too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 200
_LEFT, _BOTTOM, _TOP = 40, 176, 8


@dataclass(frozen=True)
class Bar:
    """A part of a day's column: its place in the box, its series (1–5), what it tells."""

    x: float
    y: float
    width: float
    height: float
    series: int
    told: str


@dataclass(frozen=True)
class Columns:
    """Stacked columns: the bars, the labels below (x, text) and the lines of the scale (y, text)."""

    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    scale: tuple[tuple[float, str], ...]


def stack(days: Sequence[str], values: Mapping[str, Counter[str]], series: Mapping[str, Sequence[str]]) -> Columns:
    """One column a day (or a week, a month where days would be too thin); `series` names what each colour adds up."""
    groups = _groups(days)
    totals = {label: _added(members, values, series) for label, members in groups}
    highest = max((sum(parts.values()) for parts in totals.values()), default=0) or 1
    step = (WIDTH - _LEFT) / max(1, len(groups))
    bars: list[Bar] = []
    for place, (label, parts) in enumerate(totals.items()):
        bars += _column(label, parts, _LEFT + place * step, step, (_BOTTOM - _TOP) / highest)
    every = -(-len(groups) // 8)
    labels = tuple((round(_LEFT + (place + 0.5) * step, 1), label) for place, (label, _) in enumerate(groups) if place % every == 0)
    return Columns(tuple(bars), labels, tuple((round(_BOTTOM - (_BOTTOM - _TOP) * part, 1), f"{round(highest * part):,}") for part in (0, 0.5, 1)))


def _added(days: Sequence[str], values: Mapping[str, Counter[str]], series: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {name: sum(values.get(day, Counter())[part] for day in days for part in parts) for name, parts in series.items()}


def _column(label: str, parts: Mapping[str, int], x: float, step: float, unit: float) -> list[Bar]:
    bars, y = [], float(_BOTTOM)
    for number, (name, count) in enumerate(parts.items(), 1):
        if count:
            y -= count * unit
            bars.append(Bar(round(x + step * 0.1, 1), round(y, 1), round(step * 0.8, 1), round(count * unit, 1), number, f"{label} {name} {count}件"))
    return bars


def _groups(days: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Up to 62 days stay days; up to two years become weeks, more becomes months."""
    if len(days) <= 62:
        return [(day[5:].replace("-", "/"), [day]) for day in days]
    if len(days) <= 731:
        return [(days[n][5:].replace("-", "/") + "〜", list(days[n : n + 7])) for n in range(0, len(days), 7)]
    months: dict[str, list[str]] = {}
    for day in days:
        months.setdefault(day[:7], []).append(day)
    return list(months.items())
