"""The answer diff: which residents' questions would be answered otherwise if a review were published."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from knowledge.catalogue import Catalogue, Municipality
from knowledge.clerk import Clerk
from knowledge.entry import Entry
from knowledge.indicator import Indicator
from knowledge.reply import Citation, Outcome
from knowledge.store import published_number, transaction
from web.message_log import MessageRow
from web.staff.answers.draft import ENTRY, INDICATOR, DraftRow
from web.staff.answers.graded import Graded, graded_questions, passes, reply_to
from web.staff.answers.review import ReviewRow, drafts_in

# So many different questions are asked of both; the rest is told as left out.
MAX_QUESTIONS = 20_000
MAX_SHOWN = 500
_BATCH = 25

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Before:
    """Both clerks: the one that serves now and the one that would."""

    live: Clerk
    candidate: Clerk


def report_key(session: Session, review_id: int) -> str:
    """Names the content a report is about: the drafts as they stand and what is published now."""
    drafts = [f"{row.kind}:{row.subject}:{row.lock}:{row.base}" for row in drafts_in(session, review_id)]
    city = session.scalar(select(ReviewRow.municipality).where(ReviewRow.id == review_id))
    return hashlib.sha256("\n".join((city or "", str(published_number(session)), *drafts)).encode()).hexdigest()


def changed_catalogue(catalogue: Catalogue, drafts: list[DraftRow]) -> Catalogue:
    """What would be published."""
    by_city: dict[str, list[DraftRow]] = {}
    for row in drafts:
        by_city.setdefault(row.municipality, []).append(row)
    cities = {name: _changed(city, by_city.get(name, [])) for name, city in catalogue.municipalities.items()}
    return Catalogue(cities)


def _changed(city: Municipality, drafts: list[DraftRow]) -> Municipality:
    bodies = {(row.kind, row.subject): row.body for row in drafts}
    entries: dict[str, Entry] = {entry.id: entry for entry in city.entries}
    indicators: dict[str, Indicator] = {indicator.id: indicator for indicator in city.indicators}
    _replace(entries, {name: body for (kind, name), body in bodies.items() if kind == ENTRY}, Entry)
    _replace(indicators, {name: body for (kind, name), body in bodies.items() if kind == INDICATOR}, Indicator)
    return replace(city, entries=tuple(entries.values()), indicators=tuple(indicators.values()))


def _replace[T](values: dict[str, T], bodies: Mapping[str, dict[str, Any] | None], kind: type[T]) -> None:
    for name, body in bodies.items():
        if body is None:
            values.pop(name, None)
        else:
            values[name] = TypeAdapter(kind).validate_python(body)


def stored_questions(engine: Engine, municipality: str) -> list[str]:
    """The different questions residents asked of a city, newest first."""
    with transaction(engine) as session:
        newest = func.max(MessageRow.id)
        chosen = select(MessageRow.text).where(MessageRow.municipality == municipality).group_by(MessageRow.text)
        return list(session.scalars(chosen.order_by(newest.desc()).limit(MAX_QUESTIONS)))


def count_questions(engine: Engine, municipality: str) -> int:
    """How many different questions residents asked of a city."""
    with transaction(engine) as session:
        return session.scalar(select(func.count(MessageRow.text.distinct())).where(MessageRow.municipality == municipality)) or 0


def compare(clerks: Before, questions: list[str], municipality: str, tell: Progress = lambda _percent: None) -> dict[str, Any]:
    """The report: how many were asked, the replies that would change, and the graded questions that get worse or better."""
    graded = graded_questions(municipality)
    total = max(1, len(questions) + len(graded))
    changed: list[dict[str, Any]] = []
    worse: list[dict[str, Any]] = []
    better: list[dict[str, Any]] = []
    for place, question in enumerate(questions):
        changed += _difference(clerks, Graded("", municipality, (question,), ""))
        _tell(tell, place, total)
    for place, item in enumerate(graded, len(questions)):
        before, after = (reply_to(clerk, item.turns, item.municipality) for clerk in (clerks.live, clerks.candidate))
        was, would = passes(item, before), passes(item, after)
        worse += [_shown(item, before, after)] if was and not would else []
        better += [_shown(item, before, after)] if would and not was else []
        _tell(tell, place, total)
    return {"asked": len(questions), "graded": len(graded), "changed": changed[:MAX_SHOWN], "changes": len(changed), "worse": worse, "better": better}


def _difference(clerks: Before, item: Graded) -> Iterator[dict[str, Any]]:
    before, after = (reply_to(clerk, item.turns, item.municipality) for clerk in (clerks.live, clerks.candidate))
    if _told(before) != _told(after):
        yield _shown(item, before, after)


def _tell(tell: Progress, place: int, total: int) -> None:
    if place % _BATCH == 0:
        tell(100 * place // total)


def _shown(item: Graded, before: Outcome, after: Outcome) -> dict[str, Any]:
    return {"id": item.id, "question": " → ".join(item.turns), "before": _told(before), "after": _told(after)}


def _told(outcome: Outcome) -> dict[str, Any]:
    evidence = next((reply.evidence for reply in outcome.replies if reply.evidence), None)
    choices = [choice.label for reply in outcome.replies for choice in reply.choices]
    text = "\n".join(reply.text for reply in outcome.replies)
    sources = [_source(citation) for reply in outcome.replies if reply.evidence for citation in reply.evidence.citations]
    entry_id = evidence.entry_id if evidence else None
    return {"resolution": outcome.resolution.value, "entry_id": entry_id, "text": text, "choices": choices, "sources": sources}


def _source(citation: Citation) -> str:
    page = "" if citation.page is None else f"{citation.page}ページ"
    return " ".join(part for part in (citation.plan, citation.section, page) if part)


def keep_report(engine: Engine, review_id: int, key: str, report: dict[str, Any]) -> None:
    """Store a report with the name of the content it is about."""
    with transaction(engine) as session:
        review = session.get_one(ReviewRow, review_id)
        review.report, review.report_key = report, key
