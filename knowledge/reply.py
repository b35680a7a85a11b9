"""What goes back to the resident, and the JSON of the chat API (design §5)."""

from dataclasses import asdict, dataclass
from typing import Any

from knowledge.memory import Memory
from knowledge.resolution import Resolution


@dataclass(frozen=True)
class Citation:
    """Where a fact stands: the plan's title, section and page."""

    plan: str
    section: str
    page: int | str | None = None


@dataclass(frozen=True)
class Choice:
    """Something a resident can tap: what it shows and what it sends."""

    label: str
    message: str


@dataclass(frozen=True)
class Row:
    """One row of a small table: what it is about, and what is said of it."""

    label: str
    text: str


@dataclass(frozen=True)
class ChartPoint:
    """One fiscal year of a chart; None where the plan has no value."""

    year: str
    target: float | None
    actual: float | None


@dataclass(frozen=True)
class Chart:
    """An indicator's targets and actual values."""

    title: str
    unit: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True)
class Evidence:
    """What an answer rests on: entry, confidence, as-of date, citations."""

    entry_id: str
    confidence: float
    as_of: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Reply:
    """One bubble. `type` is answer, text, choices or notice. `rows` are the last lines of `text` again, for who can show a table."""

    type: str
    text: str
    evidence: Evidence | None = None
    chart: Chart | None = None
    choices: tuple[Choice, ...] = ()
    related: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a question ended and what is said; `memory` is what the conversation knows afterwards."""

    resolution: Resolution
    reason: str
    replies: tuple[Reply, ...]
    memory: Memory


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as the chat API shows it."""
    shown: dict[str, Any] = {"type": reply.type, "text": reply.text}
    if reply.evidence:
        shown |= asdict(reply.evidence)
        shown["chart"] = asdict(reply.chart) if reply.chart else None
        shown["related"] = [asdict(choice) for choice in reply.related]
    if reply.choices:
        shown["choices"] = [asdict(choice) for choice in reply.choices]
    if reply.rows:
        shown["rows"] = [asdict(row) for row in reply.rows]
    return shown


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as actions hand it to web: the chat API's reply without its session."""
    return {
        "resolution": outcome.resolution.value,
        "reason": outcome.reason,
        "municipality": outcome.memory.municipality,
        "replies": [reply_json(reply) for reply in outcome.replies],
    }
