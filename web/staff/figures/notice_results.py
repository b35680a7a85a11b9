"""What came of notices sent to residents on LINE (web/line/notice keeps them) and of disaster notices, in a period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, DateTime, Engine, Integer, column, func, or_, select, table, true
from sqlalchemy.orm import Session

from knowledge.disaster_notice import DisasterNoticeRow
from knowledge.store import transaction
from web.staff.figures.period import Period

_MOST = 50
# Windows never import each other; these name what is read of LINE's tables.
_NOTICE = table("line_notice", *(column(name) for name in ("id", "account")), column("started", DateTime), column("texts", JSON))
_BATCH = table("line_notice_batch", *(column(name) for name in ("notice_id", "outcome", "sent", "skipped")), column("recipients", JSON))


@dataclass(frozen=True)
class NoticeResult:
    """A notice: when, whose, its text, and how many people it reached; `counts` has sent, skipped, failed and waiting."""

    at: datetime
    municipality: str | None
    text: str
    counts: Counter[str]


def notice_results(engine: Engine, period: Period) -> list[NoticeResult]:
    """The notices whose sending began in a period, newest first."""
    start, end = period.instants
    # An account that speaks for several cities is shown to those who serve all of them.
    here = _NOTICE.c.account.in_(period.cities) if "" not in period.cities else true()
    chosen = select(_NOTICE).where(_NOTICE.c.started >= start, _NOTICE.c.started < end, here).order_by(_NOTICE.c.id.desc()).limit(_MOST)
    with transaction(engine) as session:
        rows = session.execute(chosen).all()
        counts = _counts(session, [row.id for row in rows])
    return [NoticeResult(row.started, row.account, str(row.texts.get("ja") or next(iter(row.texts.values()), "")), counts[row.id]) for row in rows]


def _counts(session: Session, numbers: Sequence[int]) -> dict[int, Counter[str]]:
    """As web/line/notice counts: what LINE refused is failed but for those left out before."""
    found: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    size = func.json_array_length(_BATCH.c.recipients, type_=Integer)
    chosen = select(_BATCH.c.notice_id, _BATCH.c.outcome, func.sum(_BATCH.c.sent), func.sum(_BATCH.c.skipped), func.sum(size))
    for number, outcome, sent, skipped, people in session.execute(chosen.where(_BATCH.c.notice_id.in_(numbers)).group_by(_BATCH.c.notice_id, _BATCH.c.outcome)):
        rest = {} if outcome == "sent" else {"waiting" if outcome is None else "failed": people - skipped}
        found[number].update({"sent": sent, "skipped": skipped, **rest})
    return found


def disaster_notices(engine: Engine, period: Period) -> list[DisasterNoticeRow]:
    """The disaster notices that were switched on in a period, newest first."""
    start, end = period.instants
    here = or_(DisasterNoticeRow.municipality.in_(period.cities), DisasterNoticeRow.municipality.is_(None))
    chosen = select(DisasterNoticeRow).where(DisasterNoticeRow.at >= start, DisasterNoticeRow.at < end, here)
    with transaction(engine) as session:
        return list(session.scalars(chosen.order_by(DisasterNoticeRow.id.desc()).limit(_MOST)))
