"""The list of entries: the product's own search, filters, pages."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from knowledge.catalogue import Municipality
from knowledge.clerk import Clerk
from knowledge.entry import Entry
from knowledge.feedback import FeedbackRow, Verdict
from knowledge.store import EntryRow, transaction
from knowledge.text.normal import normalise
from web.staff.answers.draft import ENTRY, DraftRow
from web.staff.answers.entry_check import read_entry

PAGE = 50
_LOW_MARKS = 3
FLAGS = {
    "expired": "公開の期間外", "confirm": "確認の期限切れ", "soon": "まもなく確認の期限", "unsourced": "出典のページなし",
    "low_rated": "評価が低い", "draft": "下書きあり", "untranslated": "翻訳なし", "new": "未公開", "withdrawn": "公開をやめた",
}  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What staff look for; empty texts look for everything."""

    words: str = ""
    municipality: str = ""
    topic: str = ""
    status: str = ""
    department: str = ""
    flag: str = ""


@dataclass(frozen=True)
class Standing:
    """What the database knows of entries: those with drafts, those rated low, those never published and those published no more."""

    drafted: frozenset[str]
    low_rated: frozenset[str]
    new: Mapping[str, Entry] = field(default_factory=dict)
    withdrawn: Mapping[str, Entry] = field(default_factory=dict)


def read_filter(values: Mapping[str, str]) -> Filter:
    """The filter of an address's query."""
    names = ("municipality", "topic", "status", "department", "flag")
    return Filter(values.get("q", "").strip()[:200], *(values.get(name, "") for name in names))


def standing(engine: Engine) -> Standing:
    """Read what the database knows of entries."""
    with transaction(engine) as session:
        drafted = frozenset(session.scalars(select(DraftRow.subject)))
        # Residents' catalogue has neither of these two.
        withdrawn = _entries(session.scalars(select(EntryRow.body).where(EntryRow.withdrawn).order_by(EntryRow.id)))
        unpublished = select(DraftRow.body).where(DraftRow.kind == ENTRY, DraftRow.subject.not_in(select(EntryRow.id)))
        new = _entries(session.scalars(unpublished.order_by(DraftRow.subject)))
        marks = select(FeedbackRow.entry_id, FeedbackRow.verdict, func.count()).where(FeedbackRow.entry_id.is_not(None))
        counts: dict[str, list[int]] = {}
        for entry_id, verdict, count in session.execute(marks.group_by(FeedbackRow.entry_id, FeedbackRow.verdict)):
            counts.setdefault(entry_id or "", [0, 0])[verdict != Verdict.SOLVED.value] += count
    low_rated = frozenset(name for name, (good, bad) in counts.items() if bad >= _LOW_MARKS and bad > good)
    return Standing(drafted, low_rated, new, withdrawn)


def _entries(bodies: Iterable[dict[str, Any] | None]) -> dict[str, Entry]:
    return {entry.id: entry for body in bodies if body and (entry := read_entry(body)[0])}


def find_entries(clerk: Clerk, cities: Mapping[str, Municipality], wanted: Filter, known: Standing, today: date) -> list[Entry]:
    """The entries that fit, best first where words are given."""
    chosen = [city for name, city in cities.items() if wanted.municipality in ("", name)]
    everything = (*(entry for city in chosen for entry in city.entries), *_elsewhere({city.profile.id for city in chosen}, known))
    entries = [entry for entry in everything if _fits(entry, wanted, known, today)]
    return _by_words(clerk, entries, wanted) if wanted.words else entries


def _elsewhere(cities: Set[str], known: Standing) -> Iterator[Entry]:
    """The cities' entries that are not in the catalogue: never published, or no more."""
    return (entry for entry in (*known.new.values(), *known.withdrawn.values()) if entry.municipality in cities)


def _fits(entry: Entry, wanted: Filter, known: Standing, today: date) -> bool:
    return (
        wanted.topic in ("", entry.topic)
        and wanted.status in ("", entry.status or "")
        and wanted.department in ("", entry.department or "")
        and (not wanted.flag or has_flag(entry, wanted.flag, known, today))
    )


def has_flag(entry: Entry, flag: str, known: Standing, today: date) -> bool:
    """Whether a flag of FLAGS stands for an entry; unknown flags stand for none."""
    gone = entry.id in known.withdrawn
    if gone and flag not in ("withdrawn", "draft"):
        return False  # what residents don't get needs no care
    due = entry.confirm_by
    checks = {
        "expired": not entry.valid_on(today),
        "confirm": due is not None and due < today,
        "soon": due is not None and today <= due <= today + timedelta(days=30),
        "unsourced": any(source.page is None for source in entry.sources),
        "low_rated": entry.id in known.low_rated,
        "draft": entry.id in known.drafted,
        "untranslated": not entry.translations,
        "new": entry.id in known.new,
        "withdrawn": gone,
    }
    return checks.get(flag, False)


def _by_words(clerk: Clerk, entries: list[Entry], wanted: Filter) -> list[Entry]:
    """The product's own ranking first, then those that hold the words as written."""
    here = {entry.id: entry for entry in entries}
    cities = list(dict.fromkeys(entry.municipality for entry in entries))
    ranked = [candidate for city in cities for candidate in clerk.search.search(wanted.words, city).kept]
    best = [candidate.entry_id for candidate in sorted(ranked, key=lambda candidate: -candidate.score)]
    key = _folded(wanted.words)
    holding = [entry.id for entry in entries if key and key in _folded(" ".join((entry.id, entry.question, *entry.phrasings, entry.answer)))]
    return [here[name] for name in dict.fromkeys((*best, *holding)) if name in here]


def _folded(text: str) -> str:
    return normalise(text).replace(" ", "")
