"""What the empty page offers: the cities, the questions asked most this week, the topics."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, func, select

from knowledge.catalogue import Catalogue
from knowledge.errors import KnowledgeError
from knowledge.reply import Choice
from knowledge.resolution import Resolution
from knowledge.store import now, transaction
from web.message_log import MessageRow
from web.topic_menu import by_topic

SHOWN = 5
UNDER_TOPIC = 3
_LEAST_ASKED = 3


@dataclass(frozen=True)
class Topic:
    """A topic with some of its questions; `number` is its place on the FAQ page (#topic-3)."""

    number: int
    label: str
    questions: tuple[Choice, ...]


@dataclass(frozen=True)
class Start:
    """Buttons for a resident who doesn't know what to ask."""

    popular: tuple[Choice, ...]
    topics: tuple[Topic, ...]


def offer(engine: Engine, catalogue: Catalogue, municipality: str | None) -> Start:
    """The buttons for a city, or for all."""
    return Start(asked_most(engine, catalogue, municipality), topic_menu(catalogue, municipality))


def asked_most(engine: Engine, catalogue: Catalogue, municipality: str | None) -> tuple[Choice, ...]:
    """The entries' own questions, by how many conversations were answered with them in seven days (three at least)."""
    if municipality is None:
        return ()
    count = func.count(MessageRow.session.distinct())
    chosen = select(MessageRow.entry_id).where(
        MessageRow.at >= now() - timedelta(days=7),
        MessageRow.municipality == municipality,
        MessageRow.resolution == Resolution.ANSWERED.value,
        MessageRow.entry_id.is_not(None),
    )
    try:
        with transaction(engine) as session:
            ids = session.scalars(chosen.group_by(MessageRow.entry_id).having(count >= _LEAST_ASKED).order_by(count.desc()).limit(SHOWN)).all()
    except KnowledgeError:
        return ()
    entries = [entry for name in ids if name and (entry := catalogue.current_entry(name))]
    return tuple(Choice(entry.question, entry.question) for entry in entries)


def topic_menu(catalogue: Catalogue, municipality: str | None) -> tuple[Topic, ...]:
    """Every topic of a city with its first questions."""
    city = catalogue.municipalities.get(municipality or "")
    return tuple(
        Topic(number, label, tuple(Choice(entry.question, entry.question) for entry in entries[:UNDER_TOPIC]))
        for number, (label, entries) in enumerate(by_topic(city.current if city else ()), 1)
    )
