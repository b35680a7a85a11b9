"""Whether a body may stand: its own fields, and among the city's other entries; told field by field, in Japanese."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledge.catalogue import Catalogue, Municipality, mistakes
from knowledge.entry import Entry
from knowledge.indicator import Indicator
from knowledge.store import as_json
from knowledge.text.normal import squeeze
from web.staff.answers.entry_text import LABELS


@dataclass(frozen=True)
class Mistake:
    """Something wrong: the flat field's name and label, and what to do."""

    field: str
    reason: str

    @property
    def label(self) -> str:
        """The field's name for staff."""
        return LABELS.get(self.field, self.field)


@dataclass(frozen=True)
class Checked:
    """The tidy body (None when it can't stand) and the mistakes."""

    body: dict[str, Any] | None
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Neighbours:
    """The city, who owns which phrasing, and the ids, concepts (with their owners) and indicators there are."""

    city: str
    owners: Mapping[str, set[str]]
    ids: frozenset[str]
    concepts: frozenset[tuple[str, str]]
    indicators: frozenset[str]


_REASONS = {
    "too_short": "{min_length}つ以上入力してください",
    "string_too_short": "入力してください",
    "missing": "入力してください",
    "string_pattern_mismatch": "書き方が違います（半角の英小文字・数字・ハイフン、年度は R6 の形）",
    "unexpected_keyword_argument": "｜で区切った数が多すぎます",
    "extra_forbidden": "｜で区切った数が多すぎます",
    "enum": "一覧から選んでください",
    "date_from_datetime_parsing": "2026-03-31 の形の日付にしてください",
    "date_parsing": "2026-03-31 の形の日付にしてください",
}


def check_entry(body: Mapping[str, Any], catalogue: Catalogue) -> Checked:
    """Check an entry's body against its own rules and against the others of its city."""
    city = catalogue.municipalities.get(str(body.get("id") or "").partition(".")[0])
    return check_among(body, neighbours(city.entries if city else (), city))


def neighbours(entries: Sequence[Entry], city: Municipality | None) -> Neighbours:
    """What the entries of a city hold already; computed once for many checks."""
    owners: dict[str, set[str]] = {}
    for entry in entries:
        for text in (entry.question, *entry.phrasings):
            owners.setdefault(squeeze(text), set()).add(entry.id)
    concepts = {(entry.concept, entry.id) for entry in entries if entry.concept}
    indicators = frozenset(indicator.id for indicator in city.indicators) if city else frozenset[str]()
    return Neighbours(city.profile.id if city else "", owners, frozenset(entry.id for entry in entries), frozenset(concepts), indicators)


def check_among(body: Mapping[str, Any], others: Neighbours) -> Checked:
    """Check an entry's body among its neighbours."""
    entry, wrong = read_entry(body)
    if entry is None:
        return Checked(None, wrong)
    if entry.municipality != others.city:
        return Checked(None, (Mistake("id", "IDは「市の名前.英数字」の形で、取り扱っている市にしてください"),))
    found = (*_beside_others(entry, others), *_dates(entry))
    return Checked(None if found else as_json(entry), found)


def read_entry(body: Mapping[str, Any]) -> tuple[Entry | None, tuple[Mistake, ...]]:
    """A body as an entry, or what its own fields get wrong."""
    try:
        return TypeAdapter(Entry).validate_python(body), ()
    except ValidationError as error:
        return None, tuple(dict.fromkeys(Mistake(_flat_name(found["loc"]), _reason(found)) for found in error.errors()))


def check_indicator(body: Mapping[str, Any]) -> Checked:
    """Check an indicator's body against its own rules."""
    try:
        return Checked(as_json(TypeAdapter(Indicator).validate_python(body)))
    except ValidationError as error:
        return Checked(None, tuple(Mistake(".".join(map(str, found["loc"])), _reason(found)) for found in error.errors()))


def _beside_others(entry: Entry, others: Neighbours) -> tuple[Mistake, ...]:
    ids = Counter([entry.id, *(others.ids - {entry.id})])
    concepts = Counter([entry.concept] if entry.concept else [])
    concepts.update(concept for concept, owner in others.concepts if owner != entry.id)
    wrong = mistakes(entry, others.city, ids, concepts, set(others.indicators))
    return (*(Mistake(field, reason) for field, reason in wrong), *_taken(entry, others))


def _taken(entry: Entry, others: Neighbours) -> list[Mistake]:
    """Phrasings that another entry of the city has already."""
    found = []
    for text in (entry.question, *entry.phrasings):
        for owner in sorted(others.owners.get(squeeze(text), set()) - {entry.id}):
            found.append(Mistake("phrasings", f"「{text}」は {owner} にもあります。どちらか一方にしてください"))
    return found


def _dates(entry: Entry) -> tuple[Mistake, ...]:
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        return (Mistake("valid_until", "公開を終える日が、公開する日より前です"),)
    return ()


def _flat_name(place: tuple[int | str, ...]) -> str:
    head = str(place[0]) if place else "id"
    if head in ("facts", "period") and len(place) > 1:
        return {"facts": "fact_", "period": "period_"}[head] + str(place[1]).rstrip("_")
    return head


def _reason(error: Any) -> str:
    wording = _REASONS.get(error["type"], "書き方を確かめてください")
    place = next((int(part) + 1 for part in error["loc"] if isinstance(part, int)), None)
    return (f"{place}行目: " if place else "") + wording.format(**{"min_length": "", **error.get("ctx", {})})
