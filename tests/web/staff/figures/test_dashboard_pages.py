"""The dashboard's pages: a period is what it says, the table opens in a spreadsheet, the report compares two months."""

import csv
import io

import pytest

from tests.web.staff.figures.test_period import ask


def test_the_table_holds_every_day_of_the_period(desk):
    ask(desk, "answered", "fallback")
    text = desk.client("kanri").get("/staff/figures.csv?from=2026-04-09&to=2026-04-11").get_data(as_text=True)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["日", "2026-04-09", "2026-04-10", "2026-04-11"]
    assert sum(map(int, rows[2][1:])) == 2 and sum(map(int, rows[1][1:])) == 0


@pytest.mark.parametrize("query", ["from=2026-05-01&to=2026-04-01", "from=1900-01-01", "from=きのう", "to=2026-13-01"])
def test_a_period_that_is_none_is_refused(desk, query):
    assert desk.client("kanri").get(f"/staff/?{query}").status_code == 400


def test_another_citys_figures_stay_closed(desk):
    assert desk.client("sado-kanri").get("/staff/?municipality=ogaki").status_code == 403


def test_the_report_compares_with_the_month_before(desk):
    ask(desk, "answered")
    page = desk.client("kanri").get("/staff/report?month=2026-04&municipality=ogaki").text
    assert "2026-04-01から2026-04-30まで" in page and "前の月" in page and "大垣市" in page
