"""Suggestions from residents' conversations: phrasings and synonyms that would have helped; nothing changes without approval."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import DateTime, Engine, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.catalogue import Catalogue
from knowledge.resolution import Resolution
from knowledge.store import Base, now, transaction
from knowledge.text.tokens import topic_words
from web.kept_words.places import SUGGESTION_LENGTH, key_of
from web.message_log import MessageRow

OPEN, TAKEN, DISMISSED = "open", "taken", "dismissed"
PHRASING, SYNONYM = "phrasing", "synonym"
KEPT = timedelta(days=90)
LEAST = 2
# Answers this sure at most are near ties.
UNSURE = 0.6
_NEWEST = 20_000


class SuggestionRow(Base):
    """A suggestion: `text` as a phrasing of the entry `target`, or `text` as a synonym of the word `target`; asked so often."""

    __tablename__ = "staff_suggestion"
    __table_args__ = (UniqueConstraint("kind", "municipality", "key", "target"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    key: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(200))
    target: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(String(20))
    count: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), index=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)


@dataclass(frozen=True)
class Led:
    """A question and the entry that the resident came to; why: clarified or near_tie."""

    text: str
    entry_id: str
    why: str


def suggest(engine: Engine, municipality: str, catalogue: Catalogue) -> int:
    """Look through the last conversations and keep new suggestions; returns how many are open."""
    with transaction(engine) as session:
        found = (*clarified(_conversations(session, municipality)), *_near_ties(session, municipality))
        # Who went on to another city came to an entry that this city's staff can't change.
        led = [item for item in found if item.entry_id.partition(".")[0] == municipality]
        for kind, text, target, why, count in (*phrasings(led, catalogue), *synonyms(led, catalogue)):
            _keep(
                session,
                SuggestionRow(kind=kind, municipality=municipality, key=key_of(text), text=text[:SUGGESTION_LENGTH], target=target, why=why, count=count),
            )
        chosen = select(SuggestionRow).where(SuggestionRow.municipality == municipality, SuggestionRow.state == OPEN)
        return len(session.scalars(chosen).all())


def _conversations(session: Session, municipality: str) -> Iterable[list[MessageRow]]:
    """The sessions in which something was clarified lately, their messages in order."""
    since = now() - KEPT
    sessions = (
        select(MessageRow.session)
        .where(
            MessageRow.municipality == municipality, MessageRow.resolution == Resolution.CLARIFYING.value, MessageRow.at >= since, MessageRow.channel != "staff"
        )
        .order_by(MessageRow.id.desc())
        .limit(_NEWEST)
    )
    by_session: dict[str, list[MessageRow]] = defaultdict(list)
    for row in session.scalars(select(MessageRow).where(MessageRow.session.in_(sessions), MessageRow.at >= since).order_by(MessageRow.id)):
        by_session[row.session].append(row)
    return by_session.values()


def clarified(conversations: Iterable[Sequence[MessageRow]]) -> Iterable[Led]:
    """What was asked back, and the entry that the very next message led to."""
    for messages in conversations:
        for first, second in pairwise(messages):
            if first.resolution == Resolution.CLARIFYING.value and first.reason == "close_scores" and second.entry_id:
                yield Led(first.text, second.entry_id, "clarified")


def _near_ties(session: Session, municipality: str) -> list[Led]:
    chosen = select(MessageRow.text, MessageRow.entry_id).where(
        MessageRow.municipality == municipality,
        MessageRow.resolution == Resolution.ANSWERED.value,
        MessageRow.reason == "confident_match",
        MessageRow.confidence <= UNSURE,
        MessageRow.at >= now() - KEPT,
        MessageRow.channel != "staff",
    )
    return [Led(text, entry_id, "near_tie") for text, entry_id in session.execute(chosen.order_by(MessageRow.id.desc()).limit(_NEWEST)) if entry_id]


def phrasings(led: Sequence[Led], catalogue: Catalogue) -> Iterable[tuple[str, str, str, str, int]]:
    """Questions that led to the same entry at least twice, however they are punctuated, and are no phrasing of it yet."""
    same: dict[tuple[str, str], list[Led]] = defaultdict(list)
    for item in led:
        # What was erased or is nothing but marks is no phrasing.
        if key := key_of(item.text):
            same[key, item.entry_id].append(item)
    for (_, entry_id), items in same.items():
        entry = catalogue.entry(entry_id)
        known = {key_of(phrasing) for phrasing in (entry.question, *entry.phrasings)} if entry else set()
        text, why = (Counter(told).most_common(1)[0][0] for told in ([item.text for item in items], [item.why for item in items]))
        if entry and len(items) >= LEAST and key_of(text) not in known:
            yield PHRASING, text, entry_id, why, len(items)


def synonyms(led: Sequence[Led], catalogue: Catalogue) -> Iterable[tuple[str, str, str, str, int]]:
    """Words that no entry of any city knows (synonyms count for all of them), and the name of what they led to."""
    known = {word for entry in catalogue.entries for text in (entry.question, *entry.phrasings, entry.answer) for word in topic_words(text)} if led else set()
    pairs: Counter[tuple[str, str]] = Counter()
    for item in led:
        entry = catalogue.entry(item.entry_id)
        if entry and entry.initiative and item.why == "clarified":
            pairs.update((word, entry.initiative) for word in set(topic_words(item.text)) - known if len(word) > 1)
    return [(SYNONYM, word, target, "clarified", count) for (word, target), count in pairs.items() if count >= LEAST]


def _keep(session: Session, found: SuggestionRow) -> None:
    """One that was decided stays decided."""
    same = select(SuggestionRow).where(
        SuggestionRow.kind == found.kind,
        SuggestionRow.municipality == found.municipality,
        SuggestionRow.key == found.key,
        SuggestionRow.target == found.target,
    )
    known = session.scalar(same)
    if known is None:
        found.state, found.at = OPEN, now()
        session.add(found)
        session.flush()
    elif known.state == OPEN:
        known.count = found.count
