"""Who gets a notice: the residents who want notices, follow the account, and fit its topics, areas and languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from knowledge.store import transaction
from web.line.user import LineUserRow


@dataclass(frozen=True)
class Segment:
    """Whom a notice is for; an empty part leaves nobody out. A disaster notice reaches everybody who follows."""

    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    disaster: bool = False


def recipients(session: Session, account: str, segment: Segment) -> dict[str, list[str]]:
    """The names of those reached, by language."""
    rows = session.scalars(select(LineUserRow).where(LineUserRow.account == account, LineUserRow.left_at.is_(None)).order_by(LineUserRow.name))
    found: dict[str, list[str]] = {}
    for row in rows:
        if _fits(row, segment):
            found.setdefault(row.language, []).append(row.name)
    return found


def count_recipients(engine: Engine, account: str, segment: Segment) -> int:
    """How many residents a notice would reach now; each is one billed message."""
    with transaction(engine) as session:
        return sum(map(len, recipients(session, account, segment).values()))


def _fits(row: LineUserRow, segment: Segment) -> bool:
    wanted = row.notices or segment.disaster
    topic = segment.disaster or not segment.topics or not row.topics or bool(set(row.topics) & set(segment.topics))
    area = not segment.areas or row.area is None or row.area in segment.areas
    return wanted and topic and area and (not segment.languages or row.language in segment.languages)


def batches(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """The names in lists of at most `size`."""
    rest = list(names)
    while rest:
        yield rest[:size]
        rest = rest[size:]
