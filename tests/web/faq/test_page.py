"""The FAQ pages: by topic, one answer each, search, marks."""

import json

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from knowledge.feedback import FeedbackRow
from knowledge.store import transaction
from tests.resident import build_app
from web.chat.turn import KEPT_HOURS

ENTRY = "/faq/ogaki/convenience-store-certificates"


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def test_every_entry_is_listed_and_has_a_page(client, app):
    city = app.extensions["conversation"].live.clerk.catalogue.municipalities["ogaki"]
    listed = {link["href"] for link in soup(client.get("/faq/ogaki/")).select(".questions a")}
    assert len(listed) == len(city.entries)
    for address in sorted(listed)[:20]:
        assert client.get(address).status_code == 200


def test_an_entry_shows_answer_source_and_date(client):
    text = soup(client.get(ENTRY)).get_text()
    for part in ("コンビニ", "大垣市スマートシティ推進計画（素案）", "令和3年度時点", "やさしい日本語", "関連する質問"):
        assert part in text


def test_json_ld_says_the_same(client):
    page = soup(client.get(ENTRY))
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@type"] == "FAQPage"
    assert data["mainEntity"][0]["name"] == page.h1.get_text()
    assert data["mainEntity"][0]["acceptedAnswer"]["text"] == page.select_one(".answer").get_text()


def test_canonical_address(client):
    link = soup(client.get(f"{ENTRY}?lang=en&furigana=1")).select_one("link[rel=canonical]")
    assert link["href"] == f"http://localhost{ENTRY}"


@pytest.mark.parametrize(("sought", "found"), [("コンビニで住民票を取りたい", True), ("！？", False), ("", False)])
def test_search(client, sought, found):
    page = soup(client.post("/faq/ogaki/", data={"q": sought}))
    results = page.select("section[aria-labelledby=found] .questions a")
    assert bool(results) == found
    if found:
        assert results[0]["href"] == ENTRY


def test_a_chart_has_its_table(client):
    page = soup(client.get("/faq/sasebo/no-writing-forms"))
    assert len(page.select("svg.chart")) == len(page.select("figure table")) >= 1


def test_marks_are_stored(client, engine):
    page = soup(client.post(ENTRY, data={"verdict": "unsolved", "comment": "電話 090-1234-5678"}))
    assert "ありがとうございます" in page.get_text()
    with transaction(engine) as session:
        row = session.scalars(select(FeedbackRow).where(FeedbackRow.session.like("faq:%")).order_by(FeedbackRow.id.desc())).first()
    assert (row.verdict, row.entry_id) == ("unsolved", "ogaki.convenience-store-certificates")
    assert "1234" not in row.comment


def test_a_mark_of_no_kind_is_refused(client):
    assert client.post(ENTRY, data={"verdict": "great"}).status_code == 422


@pytest.mark.parametrize("path", ["/faq/tokyo/", "/faq/ogaki/nothing", "/faq/tokyo/nothing", "/about/tokyo", "/faq/tokyo/feed.xml", "/faq/tokyo/questions.csv"])
def test_what_is_not_there(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/about", "/about/ogaki", "/privacy", "/privacy/sasebo", "/accessibility", "/accessibility/ogaki", "/faq/"])
def test_statements(client, path):
    assert soup(client.get(path)).h1.get_text()


def test_the_statement_tells_how_long_turns_are_kept(client):
    assert f"{KEPT_HOURS}時間で消えます" in client.get("/privacy").text


def test_the_statement_tells_what_the_settings_let_it_keep(tmp_path):
    line = {
        "MADOGUCHI_LINE_KEY": "k" * 32,
        "MADOGUCHI_LINE_OGAKI_CHANNEL_SECRET": "s",
        "MADOGUCHI_LINE_OGAKI_CHANNEL_ACCESS_TOKEN": "t",
        "MADOGUCHI_LINE_KEEP_DAYS": "7",
    }
    client = build_app(tmp_path, MADOGUCHI_RETENTION_DAYS="90", **line).test_client()
    ogaki, sasebo = (soup(client.get(f"/privacy/{city}")).get_text() for city in ("ogaki", "sasebo"))
    assert "質問の文は90日" in ogaki
    assert "友だちをやめると7日後" in ogaki
    assert "LINE" not in sasebo


def test_furigana_stand_over_headings_and_buttons_too(client):
    page = soup(client.get(f"{ENTRY}?furigana=1"))
    assert page.select_one("body.furigana")
    assert [rt.get_text() for rt in page.select(".site-nav a")[0].select("rt")] == ["しつもん"]
    assert all(heading.select("rt") for heading in page.select("article h2"))


def test_furigana_and_easy_japanese(client):
    assert soup(client.get(f"{ENTRY}?furigana=1")).select("h1 rt")
    entry = soup(client.get(f"{ENTRY}?lang=ja-easy"))
    assert "しつもん" in entry.get_text()
