"""What an entry's page shows: its texts in the page's language, its facts as rows, its charts, its neighbours."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.entry import Entry
from knowledge.figure import chart
from knowledge.sentence import sentences
from knowledge.text.fiscal_year import parse_year, year_label

# The fields of `facts` in the order shown; their labels stand in the template.
_FACTS = ("what", "how", "where", "when", "who", "cost", "hours", "contact", "example", "reason")


@dataclass(frozen=True)
class EntryView:
    """One entry, ready to be shown. `facts` are pairs of a kind (the template has its label) and a text."""

    question: str
    answer: str
    translated: bool
    facts: tuple[tuple[str, str], ...]
    charts: tuple[dict[str, Any], ...]
    related: tuple[Entry, ...]


def view_entry(entry: Entry, catalogue: Catalogue, language: str) -> EntryView:
    """The entry as a page in `language` shows it; in Japanese where it has no translation."""
    translation = entry.translations.get(language)
    japanese = entry.easy_answer if language == "ja-easy" else entry.answer
    charts = [asdict(chart(indicator)) for indicator in catalogue.indicators_of(entry) if indicator.values]
    return EntryView(
        question=translation.question if translation else entry.question,
        answer=translation.answer if translation else japanese.strip(),
        translated=bool(translation) or language in ("ja", "ja-easy"),
        facts=tuple(_facts(entry)),
        charts=tuple(charts),
        related=tuple(other for name in entry.related if (other := catalogue.current_entry(name))),
    )


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    say = sentences("ja")
    if entry.status:
        yield "status", say.say(f"status_{entry.status.value}")
    if entry.initiative:
        yield "initiative", entry.initiative + (f"（{entry.project_id}）" if entry.project_id else "")
    if entry.department:
        yield "department", entry.department
    yield from ((name, text) for name in _FACTS if (text := getattr(entry.facts, name)))
    period = _period(entry)
    if period:
        yield "period", period
    if entry.schedule:
        yield "schedule", "\n".join(say.say("schedule_line", year=year_label(step.fiscal_year), text=step.text) for step in entry.schedule)
    yield from ((figure.name, f"{figure.value}{figure.unit}") for figure in entry.figures)


def _period(entry: Entry) -> str:
    start, end = (year_label(parse_year(year)) if year else "" for year in (entry.period.from_, entry.period.to))
    return f"{start}〜{end}" if start or end else ""
