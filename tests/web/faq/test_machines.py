"""What machines read: open data, feed, sitemap, robots.txt."""

import csv
from datetime import timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest

from knowledge.store import EntryRow, now, transaction
from web.faq.open_data import COLUMNS, _cell


@pytest.fixture
def entries(app):
    return app.extensions["conversation"].live.clerk.catalogue.municipalities["ogaki"].entries


def test_csv_opens_in_a_spreadsheet(client, entries):
    response = client.get("/faq/ogaki/questions.csv")
    assert response.data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(StringIO(response.data.decode("utf-8-sig"), newline=""))
    assert tuple(header) == COLUMNS
    assert [row[0] for row in rows] == [entry.id for entry in entries]
    assert all(len(row) == len(COLUMNS) and row[7] and row[8] for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@SUM(A1)"])
def test_a_cell_is_never_a_formula(text):
    assert _cell(text) == "'" + text


def test_json_names_licence_and_sources(client, entries):
    data = client.get("/faq/ogaki/questions.json").json
    assert data["licence"] == "CC BY 4.0"
    assert len(data["questions"]) == len(entries)
    assert all(question["sources"] for question in data["questions"])


def test_the_feed_begins_with_what_changed_last(client, engine):
    with transaction(engine) as session:
        session.get(EntryRow, "ogaki.chatbot").changed_at = now() + timedelta(minutes=5)
    items = ElementTree.fromstring(client.get("/faq/ogaki/feed.xml").data).findall("channel/item")
    assert items[0].findtext("link").endswith("/faq/ogaki/chatbot")
    assert 1 < len(items) <= 30


def test_the_sitemap_lists_every_answer(client, app):
    urls = [loc.text for loc in ElementTree.fromstring(client.get("/sitemap.xml").data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    everything = app.extensions["conversation"].live.clerk.catalogue.entries
    assert sum("/faq/" in url and not url.endswith("/") for url in urls) == len(everything)
    assert len(urls) == len(set(urls))


def test_robots_name_the_sitemap(client):
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text
