"""The list of entries: the product's own search, filters, pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine, func, select

from knowledge.catalogue import Municipality
from knowledge.clerk import Clerk
from knowledge.entry import Entry
from knowledge.feedback import FeedbackRow, Verdict
from knowledge.store import transaction
from knowledge.text.normal import normalise
from web.staff.answers.draft import DraftRow

PAGE = 50
_LOW_MARKS = 3
FLAGS = {
    "expired": "公開の期間外", "confirm": "確認の期限切れ", "soon": "まもなく確認の期限", "unsourced": "出典のページなし",
    "low_rated": "評価が低い", "draft": "下書きあり", "untranslated": "翻訳なし",
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
    """What the database knows of entries: those with drafts, those rated low."""

    drafted: frozenset[str]
    low_rated: frozenset[str]


def read_filter(values: Mapping[str, str]) -> Filter:
    """The filter of an address's query."""
    names = ("municipality", "topic", "status", "department", "flag")
    return Filter(values.get("q", "").strip()[:200], *(values.get(name, "") for name in names))


def standing(engine: Engine) -> Standing:
    """Read what the database knows of entries."""
    with transaction(engine) as session:
        drafted = frozenset(session.scalars(select(DraftRow.subject)))
        marks = select(FeedbackRow.entry_id, FeedbackRow.verdict, func.count()).where(FeedbackRow.entry_id.is_not(None))
        counts: dict[str, list[int]] = {}
        for entry_id, verdict, count in session.execute(marks.group_by(FeedbackRow.entry_id, FeedbackRow.verdict)):
            counts.setdefault(entry_id or "", [0, 0])[verdict != Verdict.SOLVED.value] += count
    return Standing(drafted, frozenset(name for name, (good, bad) in counts.items() if bad >= _LOW_MARKS and bad > good))


def find_entries(clerk: Clerk, cities: Mapping[str, Municipality], wanted: Filter, known: Standing, today: date) -> list[Entry]:
    """The entries that fit, best first where words are given."""
    chosen = [city for name, city in cities.items() if wanted.municipality in ("", name)]
    entries = [entry for city in chosen for entry in city.entries if _fits(entry, wanted, known, today)]
    return _by_words(clerk, entries, wanted) if wanted.words else entries


def _fits(entry: Entry, wanted: Filter, known: Standing, today: date) -> bool:
    return (
        wanted.topic in ("", entry.topic)
        and wanted.status in ("", entry.status or "")
        and wanted.department in ("", entry.department or "")
        and (not wanted.flag or has_flag(entry, wanted.flag, known, today))
    )


def has_flag(entry: Entry, flag: str, known: Standing, today: date) -> bool:
    """Whether a flag of FLAGS stands for an entry; unknown flags stand for none."""
    due = entry.confirm_by
    checks = {
        "expired": not entry.valid_on(today),
        "confirm": due is not None and due < today,
        "soon": due is not None and today <= due <= today + timedelta(days=30),
        "unsourced": any(source.page is None for source in entry.sources),
        "low_rated": entry.id in known.low_rated,
        "draft": entry.id in known.drafted,
        "untranslated": not entry.translations,
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
