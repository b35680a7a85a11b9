"""Whether an answer's years and figures stand somewhere in its own fields; what stands nowhere is a mistake or an invention."""

import re
from collections.abc import Sequence

from knowledge.entry import Entry
from knowledge.indicator import Indicator
from knowledge.municipality import Plan
from knowledge.store import as_json
from knowledge.text.fiscal_year import find_years
from knowledge.text.normal import normalise

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

# The fields that hold facts. Question and phrasings hold names alone (3D, 5G, 1人1台), so they back a number only with the letters around it.
_FACTS = ("schedule", "facts", "figures", "period", "department", "project_id", "initiative", "sources")


def unbacked_figures(entry: Entry, indicators: Sequence[Indicator], plan: Plan) -> tuple[str, ...]:
    """The answer's years and numbers, as written there, that no field, indicator or as-of date holds."""
    answer = normalise(entry.answer)
    told = _told(entry, indicators, plan)
    names = _bare("\n".join((entry.question, *entry.phrasings, entry.initiative or "")))
    known = {mention.year for mention in find_years(told)}
    mentions = find_years(answer)
    years = [answer[m.start : m.end] for m in mentions if m.year not in known]
    rest = _blanked(answer, [(m.start, m.end) for m in mentions])
    return (*years, *_unbacked_numbers(rest, _numbers(told), names))


def _unbacked_numbers(text: str, known: frozenset[float], names: str) -> list[str]:
    return [m.group() for m in _NUMBER.finditer(text) if _value(m.group()) not in known and not _is_name(text, m, names)]


def _is_name(text: str, match: re.Match[str], names: str) -> bool:
    """「3D」 or 「24時間」: the number together with the letter after it (else before it) stands in a name."""
    after = text[match.start() : match.end() + 1].strip()
    before = text[max(0, match.start() - 1) : match.end()].strip()
    return any(len(part) > len(match.group()) and part in names for part in (after, before))


def _told(entry: Entry, indicators: Sequence[Indicator], plan: Plan) -> str:
    body = as_json(entry)
    parts = [body[field] for field in _FACTS] + [as_json(indicator) for indicator in indicators]
    return normalise("\n".join((*map(_text, parts), plan.as_of, plan.title)))


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(map(_text, value.values()))
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return "" if value is None else str(value)


def _numbers(text: str) -> frozenset[float]:
    return frozenset(_value(number) for number in _NUMBER.findall(text))


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _bare(text: str) -> str:
    return normalise(text).replace(" ", "")


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
