import pytest

from knowledge.figure import chart, closest, figure_sentences, written, years_missing
from knowledge.question import read_question
from knowledge.sentence import sentences
from knowledge.text.city_name import CityNames


def asked(text):
    return read_question(text, CityNames({}))


def indicators(catalogue, name):
    return catalogue.indicators_of(catalogue.entry(name))


@pytest.mark.parametrize(
    ("entry", "question", "told"),
    [
        ("sasebo.rpa", "実績は？", "RPAの利用件数の実績は、令和5年度の50件が最新です。"),
        ("sasebo.rpa", "目標は？", "RPAの利用件数の目標は、令和9年度に47件です。"),
        ("sasebo.rpa", "令和3年度は？", "RPAの利用件数は、令和3年度の目標が25件、実績が32件です。"),
        ("sasebo.rpa", "令和6年度の実績は？", "RPAの利用件数の令和6年度の実績は、まだ計画に載っていません。目標は38件です。"),
        ("ogaki.population", "平成28年度は？", "大垣市の人口（総数）の平成28年度の実績は161,992人です。"),
    ],
)
def test_figures_in_sentences(catalogue, entry, question, told):
    assert told in list(figure_sentences(indicators(catalogue, entry), asked(question), sentences("ja")))


@pytest.mark.parametrize(
    ("question", "missing"), [("令和12年度は？", (2030,)), ("令和3年度と令和12年度は？", (2030,)), ("令和6年度の実績は？", (2024,)), ("目標は？", ())]
)
def test_years_without_a_value(catalogue, question, missing):
    assert years_missing(indicators(catalogue, "sasebo.rpa"), asked(question)) == missing


def test_the_indicator_whose_name_is_asked_for_wins(catalogue):
    both = indicators(catalogue, "ogaki.target-mynumber-card")
    assert [indicator.id for indicator in closest(both, asked("全国平均は？"))] == ["ogaki.mynumber-card-rate-national"]


@pytest.mark.parametrize(("number", "unit", "text"), [(1040, "件", "1,040件"), (2.4, "%", "2.4%"), (None, "人", "－")])
def test_figures_as_read(number, unit, text):
    assert written(number, unit) == text


def test_a_chart_runs_from_the_first_year_to_the_last(catalogue):
    drawn = chart(indicators(catalogue, "sasebo.rpa")[0])
    assert (drawn.points[0].year, drawn.points[-1].year, drawn.points[-1].actual) == ("令和3年度", "令和9年度", None)
