"""Answers outside their dates: nowhere listed, searched, suggested or exported; an ended one's page says so, a waiting one's is not there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from knowledge.calendar import today
from knowledge.catalogue import Catalogue
from knowledge.clerk import build_clerk
from knowledge.feedback import FeedbackRow
from knowledge.memory import Memory
from knowledge.store import transaction
from web.chat.start import asked_most
from web.faq import feed
from web.message_log import MessageRow

NAME = "ogaki.convenience-store-certificates"
PAGE = "/faq/ogaki/convenience-store-certificates"
QUESTION = "住民票などの証明書はコンビニで取れますか"

# In days from today, counted when a test runs: the suite may run over midnight.
ENDED, WAITING = {"valid_until": -1}, {"valid_from": 1}
VALID = {"valid_from": 0, "valid_until": 0}


@pytest.fixture
def date_entry(app, monkeypatch):
    """Publishes the entry with dates, first of its city, and named as related by the one after it."""

    def publish(**days):
        live = app.extensions["conversation"].live
        found = live.clerk.catalogue
        city = found.municipalities["ogaki"]
        dated = replace(found.entry(NAME), **{name: today() + timedelta(count) for name, count in days.items()})
        neighbour, *others = (entry for entry in city.entries if entry.id != NAME)
        entries = (dated, replace(neighbour, related=(NAME,)), *others)
        catalogue = Catalogue(found.municipalities | {"ogaki": replace(city, entries=entries)})
        monkeypatch.setattr(live, "clerk", build_clerk(catalogue, live.clerk.search))
        monkeypatch.setattr(feed, "SHOWN", len(entries))
        return live.clerk, neighbour

    return publish


def get(address):
    return lambda client, _clerk, _neighbour: client.get(address).text


def related_in_chat(_client, clerk, neighbour):
    memory = Memory(municipality="ogaki")
    return str(clerk.answer(neighbour.question, memory).replies)


def topic_in_chat(_client, clerk, _neighbour):
    return str(clerk.answer("マイナンバーカードについて教えて", Memory(municipality="ogaki")).replies)


PLACES = {
    "topics": get("/faq/ogaki/"),
    "search": lambda client, _clerk, _neighbour: client.post("/faq/ogaki/", data={"q": "コンビニで住民票を取りたい"}).text,
    "related": lambda client, _clerk, neighbour: client.get(f"/faq/ogaki/{neighbour.id.partition('.')[2]}").text,
    "feed": get("/faq/ogaki/feed.xml"),
    "csv": get("/faq/ogaki/questions.csv"),
    "json": lambda client, _clerk, _neighbour: str(client.get("/faq/ogaki/questions.json").json),
    "sitemap": get("/sitemap.xml"),
    "suggestions": lambda client, _clerk, _neighbour: str(client.post("/api/suggestions", json={"text": "コンビニ", "municipality": "ogaki"}).json),
    "chat page": get("/?city=ogaki"),
    "question brought along": get(f"/?entry={NAME}"),
    "related in the chat": related_in_chat,
    "topic in the chat": topic_in_chat,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("dates", "listed"), [(VALID, True), (ENDED, False), (WAITING, False)], ids=["valid", "ended", "waiting"])
def test_only_what_is_valid_today_is_given(client, date_entry, place, dates, listed):
    text = PLACES[place](client, *date_entry(**dates))
    assert (QUESTION in text or f"http://localhost{PAGE}<" in text) is listed


@pytest.fixture
def asked_by_three(engine):
    """Three conversations of today were answered with the entry."""
    asked = {"channel": "web", "municipality": "ogaki", "language": "ja", "text": "コンビニ", "milliseconds": 1}
    with transaction(engine) as session:
        for number in range(3):
            session.add(MessageRow(**asked, session=f"most-{number}", resolution="answered", reason="confident_match", entry_id=NAME, confidence=1.0))
    yield
    with transaction(engine) as session:
        session.execute(delete(MessageRow).where(MessageRow.session.like("most-%")))


@pytest.mark.parametrize(("dates", "listed"), [(VALID, True), (ENDED, False), (WAITING, False)], ids=["valid", "ended", "waiting"])
def test_only_what_is_valid_today_is_offered_as_asked_most(engine, asked_by_three, date_entry, dates, listed):
    clerk, _ = date_entry(**dates)
    assert (QUESTION in str(asked_most(engine, clerk.catalogue, "ogaki"))) is listed


@pytest.mark.parametrize(("dates", "status"), [(VALID, 200), (ENDED, 410), (WAITING, 404)], ids=["valid", "ended", "waiting"])
def test_the_entrys_own_page(client, date_entry, dates, status):
    date_entry(**dates)
    assert client.get(PAGE).status_code == status


@pytest.mark.parametrize(
    ("language", "told"),
    [("ja", "大垣市の窓口にお問い合わせください"), ("ja-easy", "大垣市の窓口に聞いてください"), ("en", "please ask the office of 大垣市")],
)
def test_an_ended_one_says_so_and_whom_to_ask(client, date_entry, language, told):
    date_entry(**ENDED)
    text = client.get(f"{PAGE}?lang={language}").text
    assert told in text and "FAQPage" not in text and "#topic-1" in text


@pytest.mark.parametrize(("dates", "status"), [(ENDED, 410), (WAITING, 404)], ids=["ended", "waiting"])
def test_none_is_marked_any_more(client, engine, date_entry, dates, status):
    date_entry(**dates)
    counted = select(func.count()).select_from(FeedbackRow)
    with transaction(engine) as session:
        before = session.scalar(counted)
    assert client.post(PAGE, data={"verdict": "solved"}).status_code == status
    with transaction(engine) as session:
        assert session.scalar(counted) == before
