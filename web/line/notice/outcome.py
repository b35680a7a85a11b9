"""What came of a notice: how many it reached, and why the others not."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Engine, select

from knowledge.store import now, transaction
from web.line.notice.drafting import row_of
from web.line.notice.table import LineNoticeBatchRow, NoticeState
from web.line.user import LineUserRow


@dataclass(frozen=True)
class Report:
    """How sending went. LINE doesn't tell who blocks; `left` counts those who left since it was sent."""

    recipients: int
    sent: int
    skipped: int
    failed: int
    waiting: int
    left: int


def report(engine: Engine, notice_id: int) -> Report:
    """How far sending has come and what came of it."""
    with transaction(engine) as session:
        row = row_of(session, notice_id, *NoticeState)
        rows = list(session.scalars(select(LineNoticeBatchRow).where(LineNoticeBatchRow.notice_id == notice_id)))
        names = {name for batch in rows for name in batch.recipients}
        gone = session.scalars(select(LineUserRow.name).where(LineUserRow.account == row.account, LineUserRow.left_at >= (row.started or now())))
        return Report(
            recipients=sum(len(batch.recipients) for batch in rows),
            sent=sum(batch.sent for batch in rows),
            skipped=sum(batch.skipped for batch in rows),
            failed=sum(len(batch.recipients) - batch.skipped for batch in rows if batch.outcome not in (None, "sent")),
            waiting=sum(len(batch.recipients) for batch in rows if batch.outcome is None),
            left=len(names & set(gone)),
        )


def failures(engine: Engine, notice_id: int) -> Counter[str]:
    """How many people a notice didn't reach, by what ended their call (no_budget, no_quota, refused, given_up)."""
    ended = LineNoticeBatchRow.outcome.not_in(("sent",))
    found: Counter[str] = Counter()
    with transaction(engine) as session:
        for batch in session.scalars(select(LineNoticeBatchRow).where(LineNoticeBatchRow.notice_id == notice_id, ended)):
            found[batch.outcome or ""] += len(batch.recipients) - batch.skipped
    return found
