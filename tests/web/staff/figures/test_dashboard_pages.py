"""The dashboard's pages: a period is what it says, the table opens in a spreadsheet, the report compares two months."""

import csv
import io
import re
from collections import Counter
from datetime import datetime

import pytest

from knowledge.store import transaction
from knowledge.topic import TOPICS
from tests.web.staff.figures.test_period import NOON, ask
from web.message_log import MessageRow
from web.staff.figures.dashboard_pages import channel_series
from web.staff.questions.theme import GroupingRow


def table(desk, query):
    text = desk.client("kanri").get(f"/staff/figures.csv?{query}").get_data(as_text=True)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def give(desk, entry_id, count):
    """Answers with an entry, of the day that the tests look at."""
    with transaction(desk.engine) as session:
        row = {"session": "s", "channel": "web", "municipality": "ogaki", "language": "ja", "text": "問い", "resolution": "answered", "reason": "x"}
        session.add_all(MessageRow(at=NOON, entry_id=entry_id, milliseconds=4, **row) for _ in range(count))


def test_the_table_holds_every_day_of_the_period(desk):
    ask(desk, "answered", "fallback")
    rows = table(desk, "from=2026-04-09&to=2026-04-11")
    assert [row[0] for row in rows] == ["日", "2026-04-09", "2026-04-10", "2026-04-11"]
    assert sum(map(int, rows[2][2:])) == 2 and sum(map(int, rows[1][2:])) == 0


def test_the_table_tells_day_channel_and_ending(desk):
    ask(desk, "answered", "fallback")
    ask(desk, "answered", channel="line")
    head, web, line = sorted(table(desk, "from=2026-04-10&to=2026-04-10"), key=lambda row: (row[0] != "日", row[1] == "LINE"))
    assert head[:4] == ["日", "経路", "答えた", "一部だけ答えた"]
    assert (web[:3], line[:3]) == (["2026-04-10", "ウェブ", "1"], ["2026-04-10", "LINE", "1"])
    assert (sum(map(int, web[2:])), sum(map(int, line[2:]))) == (2, 1)


def test_a_day_without_questions_is_in_the_table_too(desk):
    assert [row[:2] for row in table(desk, "from=2026-04-10&to=2026-04-10")][1:] == [["2026-04-10", "ウェブ"]]


def test_the_chart_splits_each_day_by_channel(desk):
    ask(desk, "answered", "fallback")
    ask(desk, "answered", channel="line")
    page = desk.client("kanri").get("/staff/?from=2026-04-10&to=2026-04-11").text
    assert "<title>04/10 ウェブ 2件</title>" in page and "<title>04/10 LINE 1件</title>" in page


def test_more_channels_than_colours_share_the_last_one():
    series = channel_series(Counter(web=9, line=8, kiosk=3, phone=2, mail=1, fax=1))
    assert series == {"ウェブ": ("web",), "LINE": ("line",), "kiosk": ("kiosk",), "phone": ("phone",), "ほかの経路": ("mail", "fax")}


def test_topics_are_counted_over_all_entries_not_the_most_frequent(desk, small_catalogue):
    """Sixteen entries and more: the sixteenth is not in the list above, but its topic counts."""
    entries = [entry for entry in small_catalogue.entries if entry.municipality == "ogaki"]
    assert len(entries) > 15
    for entry in entries:
        give(desk, entry.id, 2)
    wanted = Counter({TOPICS[topic]: 2 * count for topic, count in Counter(entry.topic for entry in entries).items()})
    page = desk.client("kanri").get("/staff/?from=2026-04-10&to=2026-04-10&municipality=ogaki").text
    found = re.findall(r"<tr><td>([^<]+)</td><td class=\"number\">(\d+)</td></tr>", page.split("答えた話題")[-1].split("</table>")[0])
    assert {name: int(count) for name, count in found} == wanted


def test_the_list_of_entries_stays_short(desk, small_catalogue):
    for entry in small_catalogue.entries:
        give(desk, entry.id, 1)
    page = desk.client("kanri").get("/staff/?from=2026-04-10&to=2026-04-10").text
    assert page.split("よく出た答え")[-1].split("</table>")[0].count("<tr>") == 16


def test_answers_of_entries_that_are_published_no_more_are_told_apart(desk):
    give(desk, "ogaki.gone", 3)
    page = desk.client("kanri").get("/staff/?from=2026-04-10&to=2026-04-10").text
    assert '<td>今は公開していない項目</td><td class="number">3</td>' in page


@pytest.mark.parametrize("page", ["?from=2026-04-10&to=2026-04-10", "report?month=2026-04"])
def test_themes_are_told_to_be_of_the_grouping_not_of_the_period(desk, page):
    viewer = desk.client("kanri")
    assert "まだまとめていません" in viewer.get(f"/staff/{page}").text
    with transaction(desk.engine) as session:
        session.add(GroupingRow(municipality="ogaki", at=datetime(2026, 6, 1, 3), left_out=0, left_out_questions=0))
    assert "上の期間の分ではありません。受け箱をまとめた時点（2026-06-01 12:00）" in viewer.get(f"/staff/{page}").text


@pytest.mark.parametrize("query", ["from=2026-05-01&to=2026-04-01", "from=1900-01-01", "from=きのう", "to=2026-13-01"])
def test_a_period_that_is_none_is_refused(desk, query):
    assert desk.client("kanri").get(f"/staff/?{query}").status_code == 400


def test_another_citys_figures_stay_closed(desk):
    assert desk.client("sado-kanri").get("/staff/?municipality=ogaki").status_code == 403


def test_the_report_compares_with_the_month_before(desk):
    ask(desk, "answered")
    page = desk.client("kanri").get("/staff/report?month=2026-04&municipality=ogaki").text
    assert "2026-04-01から2026-04-30まで" in page and "前の月" in page and "大垣市" in page
