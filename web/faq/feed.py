"""For machines that follow the pages: RSS of new and changed answers, sitemap, robots.txt."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, request, url_for
from sqlalchemy import select

from knowledge.entry import Entry
from knowledge.store import EntryRow, transaction
from web.faq.blueprint import catalogue, city_or_404, engine, faq
from web.faq.page import faq_address

SHOWN = 30
_STATEMENTS = ("about", "privacy", "accessibility")


@faq.get("/faq/<name>/feed.xml")
def feed(name: str) -> Response:
    """The thirty answers that changed last."""
    city = city_or_404(name)
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    _add(channel, title=f"{city.profile.name} よくある質問", link=url_for("faq.city", name=name, _external=True))
    _add(channel, description=f"{city.plan.title}をもとにした、新しい答えと変わった答え", language="ja")
    for entry, changed in islice(_changed(name), SHOWN):
        item = SubElement(channel, "item")
        address = faq_address(entry, external=True)
        _add(item, title=entry.question, link=address, description=entry.answer.strip(), guid=f"{address}#{changed:%Y%m%d%H%M%S}")
        _add(item, pubDate=format_datetime(changed.replace(tzinfo=UTC)))
    return _xml(rss, "application/rss+xml")


@faq.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that a search engine may list."""
    urls = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address in _addresses():
        _add(SubElement(urls, "url"), loc=address)
    return _xml(urls, "application/xml")


@faq.get("/robots.txt")
def robots() -> Response:
    """Search engines may read everything but the programming interface and the staff's desk."""
    lines = ("User-agent: *", "Disallow: /api/", "Disallow: /staff/", f"Sitemap: {request.host_url}sitemap.xml", "")
    return Response("\n".join(lines), mimetype="text/plain")


def _addresses() -> Iterator[str]:
    yield url_for("chat.open_page", _external=True)
    yield url_for("faq.cities", _external=True)
    for name, city in catalogue().municipalities.items():
        yield url_for("faq.city", name=name, _external=True)
        yield from (url_for(f"faq.{statement}", name=name, _external=True) for statement in _STATEMENTS)
        yield from (faq_address(entry, external=True) for entry in city.current)


def _changed(name: str) -> Iterator[tuple[Entry, datetime]]:
    """The city's current entries, those that changed last first."""
    chosen = select(EntryRow.id, EntryRow.changed_at).where(EntryRow.municipality == name).order_by(EntryRow.changed_at.desc(), EntryRow.id)
    with transaction(engine()) as session:
        rows = session.execute(chosen).all()
    yield from ((entry, row.changed_at) for row in rows if (entry := catalogue().current_entry(row.id)))


def _add(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _xml(root: Element, mimetype: str) -> Response:
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
