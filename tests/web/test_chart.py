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


def test_values_too_long_for_their_columns_are_rounded_and_it_is_said():
    drawing = draw(points((2500.0, 7055.8), (2800.0, 5273.2), (3000.0, 7089.34), (3200.0, 6634.88), (3400.0, None), (3600.0, None), (3800.0, None)))
    assert [mark.label for mark in drawing.bars] == ["7,056", "5,273", "7,089", "6,635"]
    assert drawing.targets[-1].label == "3,800"
    assert drawing.rounded
    assert not draw(points((2500.0, 7055.8))).rounded


@pytest.mark.parametrize(("value", "text"), [(1040, "1,040"), (95.5, "95.5"), (None, "－")])
def test_values_as_read(value, text):
    assert written(value) == text
