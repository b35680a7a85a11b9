"""The shapes of a chart."""

import pytest

from web.chart import HEIGHT, WIDTH, draw, written


def points(*values):
    return {
        "title": "t",
        "unit": "件",
        "points": [{"year": f"令和{5 + place}年度", "target": target, "actual": actual} for place, (target, actual) in enumerate(values)],
    }


def test_bars_grow_with_the_values():
    low, high = draw(points((None, 5), (None, 10))).bars
    assert high.y < low.y
    assert (draw(points((None, 5), (None, 10))).zero - high.y) == pytest.approx(2 * (draw(points((None, 5), (None, 10))).zero - low.y), abs=0.2)


def test_what_the_plan_lacks_is_not_drawn():
    drawing = draw(points((5, None), (None, 7), (8, None), (9, None)))
    assert (len(drawing.bars), len(drawing.targets), len(drawing.lines)) == (1, 3, 1)


@pytest.mark.parametrize("values", [(), ((0, 0),), ((-5, 3),), ((1e9, 2e9),) * 12, ((0.001, None),)])
def test_everything_stays_inside(values):
    drawing = draw(points(*values))
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in (*drawing.bars, *drawing.targets))


def test_years_stand_in_two_lines():
    assert draw(points((1, 1))).columns[0][1] == ("令和", "5年度")


@pytest.mark.parametrize(("value", "text"), [(1040, "1,040"), (95.5, "95.5"), (None, "－")])
def test_values_as_read(value, text):
    assert written(value) == text
