"""An answer's figures and years are looked for in the entry's own fields."""

from dataclasses import replace

import pytest

from knowledge.backing import unbacked_figures
from knowledge.entry import Entry, Facts, Figure, Period, Source, Step
from knowledge.indicator import Indicator, YearValue
from knowledge.municipality import Plan

PLAN = Plan(id="p", title="計画", publisher="市", as_of="令和3年度時点の計画", where="資料")
SOURCES = (Source(section="第2章", page=25),)
INDICATOR = Indicator(id="city.visits", name="乗降人員数", unit="人", values=(YearValue(year="R9", target=750000, actual=None),), sources=SOURCES)
ENTRY = Entry(
    id="city.x",
    question="証明書はコンビニで取れますか",
    phrasings=("1人1台の端末", "5G", "Society 5.0", "24時間の受付", "3Dの地図"),
    answer="はい。",
    easy_answer="はい。",
    topic="plan",
    sources=SOURCES,
    period=Period(**{"from": "R4"}),
    schedule=(Step(year="R6", text="全10校で使う"),),
    facts=Facts(where="全国の5,500店で使えます。"),
    figures=(Figure(name="人材不足をあげた企業", value="65.2", unit="%"),),
)


@pytest.mark.parametrize(
    "answer",
    [
        "令和4年度に始まりました。",
        "2024年度は10校です。",
        "６５．２％の企業が答えました。",
        "5500店で使えます。",
        "令和9年度は750,000人が目標です。",
        "令和3年度の計画の25ページにあります。",
        "1人1台の端末と5G、Society5.0、24時間、3Dの話です。",
    ],
)
def test_backed(answer):
    assert unbacked_figures(replace(ENTRY, answer=answer), (INDICATOR,), PLAN) == ()


@pytest.mark.parametrize(
    ("answer", "unbacked"),
    [
        ("令和8年度からです。", ("令和8年度",)),
        ("手数料は200円です。", ("200",)),
        ("65.3%です。", ("65.3",)),
        ("5人です。", ("5",)),
        ("24校です。", ("24",)),
        ("75,000人です。", ("75,000",)),
    ],
)
def test_unbacked(answer, unbacked):
    assert unbacked_figures(replace(ENTRY, answer=answer), (INDICATOR,), PLAN) == unbacked
