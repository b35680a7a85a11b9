import datetime

import pytest

from knowledge.text.fiscal_year import current_fiscal_year, find_years, parse_year, written_years, year_label

TODAY = datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和6年度の目標は", [2024]),
        ("R6はどう", [2024]),
        ("Ｒ８年度だと？", [2026]),
        ("令和元年", [2019]),
        ("平成30年度から令和2年度まで", [2018, 2020]),
        ("H28年度", [2016]),
        ("2027年度", [2027]),
        ("6年度は", [2024]),
        ("30年度は", [2018]),
        ("今年度と来年", [2026, 2027]),
        ("おととし", [2024]),
        ("10年で30回", []),
        ("バス5台とWi-Fi 6", []),
    ],
)
def test_years_in_a_text(text, years):
    assert [mention.year for mention in find_years(text, TODAY)] == years


@pytest.mark.parametrize(("day", "year"), [(datetime.date(2026, 3, 31), 2025), (datetime.date(2026, 4, 1), 2026)])
def test_the_fiscal_year_changes_in_april(day, year):
    assert current_fiscal_year(day) == year


@pytest.mark.parametrize(("code", "year"), [("R6", 2024), ("H30", 2018), ("2021", 2021)])
def test_codes_of_the_plans(code, year):
    assert parse_year(code) == year


def test_a_code_that_is_none_is_refused():
    with pytest.raises(ValueError, match="年度として読めません"):
        parse_year("S63")


@pytest.mark.parametrize(("year", "label"), [(2024, "令和6年度"), (2019, "令和元年度"), (2018, "平成30年度")])
def test_labels(year, label):
    assert year_label(year) == label


@pytest.mark.parametrize(
    ("text", "years"),
    [("令和6年度の目標", [2024]), ("r6", [2024]), ("2024年", [2024]), ("令和六年", [2024]), ("令和元年", [2019]), ("今年度と来年", []), ("住民票", [])],
)
def test_years_written_out(text, years):
    assert [mention.year for mention in written_years(text)] == years
