"""Figures with their units and years; where the year is not certain there is none."""

import pytest

from knowledge.ingest.found_figure import find_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("令和5年度の利用は1,040件でした。", [("1,040", "件", 2023)]),
        ("目標値:90.0%(令和9年度)", [("90.0", "%", 2027)]),
        ("基準値:85.2%(令和2年度) 目標値:90.0%(令和9年度)", [("85.2", "%", 2020), ("90.0", "%", 2027)]),
        ("令和3年度までの30件を令和4年度には50件に増やします。", [("30", "件", None), ("50", "件", None)]),
        ("人口は5万37人です。", [("5万37", "人", None)]),
        ("２０システムを移します。", [("20", "システム", None)]),
    ],
)
def test_figures(text, figures):
    assert [(figure.value, figure.unit, figure.year) for figure in find_figures(text)] == figures


@pytest.mark.parametrize(
    ("text", "name"),
    [("令和5年度の利用は1,040件でした。", "利用"), ("製造業は24.1%、小売業は19.2%です。", "製造業"), ("目標値:90.0%(令和9年度)", "目標値")],
)
def test_names(text, name):
    assert find_figures(text)[0].name == name


@pytest.mark.parametrize(
    "text",
    ["令和6年度に始めます。", "5 18 28 44件 62 82 102", "第2回会議", "2-1校", "3人材の育成", "10月1日に開きます。", "1世帯当たり", "第3種類"],
)
def test_these_are_no_figures(text):
    assert find_figures(text) == ()


def test_the_label_tells_the_year():
    assert find_figures("令和5年度の利用は1,040件でした。")[0].label == "利用（令和5年度）"
