"""Sending approved notices: recipients frozen into batches first, each batch one call with one retry key, so nobody gets it twice."""

import logging
import uuid
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from knowledge.store import now, transaction
from web.line.budget import JAPAN, give_back, reserve
from web.line.desk import LineDesk
from web.line.errors import LineBusy, LineRefused, LineSilent
from web.line.notice.audience import batches, recipients
from web.line.notice.drafting import segment_of
from web.line.notice.notice_message import notice_messages
from web.line.notice.table import LineNoticeBatchRow, LineNoticeRow, NoticeState
from web.line.user import LineUserRow

BATCH_SIZE = 500
MAX_ATTEMPTS = 60
# Retry keys hold for a day; after that a repetition could be sent twice.
KEY_HOURS = 23

_log = logging.getLogger(__name__)


def send_due_notices(desk: LineDesk, *, clock: datetime | None = None) -> None:
    """Go on with every notice that is approved and due; called every minute, takes up after a crash where it stopped."""
    at = clock or now()
    for notice_id in due_notices(desk.engine, at, quiet=is_quiet(desk.settings.quiet, at)):
        send_notice(desk, notice_id)


def due_notices(engine: Engine, at: datetime, *, quiet: bool) -> tuple[int, ...]:
    """The notices to send at a moment; in quiet hours only those about disasters."""
    due = or_(LineNoticeRow.send_at.is_(None), LineNoticeRow.send_at <= at)
    query = select(LineNoticeRow.id).where(LineNoticeRow.state.in_((NoticeState.APPROVED, NoticeState.SENDING)), due)
    if quiet:
        query = query.where(LineNoticeRow.disaster)
    with transaction(engine) as session:
        return tuple(session.scalars(query.order_by(LineNoticeRow.disaster.desc(), LineNoticeRow.id)))


def is_quiet(hours: tuple[int, int], at: datetime) -> bool:
    """Whether a moment (UTC) lies in the quiet hours of Japan; the same hour twice means never."""
    start, end = hours
    hour = (at.replace(tzinfo=None) + JAPAN.utcoffset(None)).hour
    return start <= hour < end if start <= end else hour >= start or hour < end


def send_notice(desk: LineDesk, notice_id: int) -> None:
    """Send what is left of a notice; stops at the first batch that LINE won't take just now."""
    freeze(desk.engine, notice_id)
    while batch := next_batch(desk.engine, notice_id):
        if not send_batch(desk, batch):
            return
    with transaction(desk.engine) as session:
        row = session.get(LineNoticeRow, notice_id)
        if row and row.state == NoticeState.SENDING:
            row.state, row.ended = NoticeState.SENT, now()


def freeze(engine: Engine, notice_id: int) -> None:
    """Fix who gets the notice, once, in one transaction."""
    with transaction(engine) as session:
        row = session.get(LineNoticeRow, notice_id, with_for_update=True)
        if row is None or row.state != NoticeState.APPROVED:
            return
        row.state, row.started = NoticeState.SENDING, now()
        for language, names in recipients(session, row.account, segment_of(row)).items():
            for part in batches(names, BATCH_SIZE):
                session.add(LineNoticeBatchRow(retry_key=str(uuid.uuid4()), notice_id=notice_id, language=language, recipients=part))


def next_batch(engine: Engine, notice_id: int) -> LineNoticeBatchRow | None:
    """The next batch without an outcome, while the notice isn't stopped."""
    waiting = select(LineNoticeBatchRow).where(LineNoticeBatchRow.notice_id == notice_id, LineNoticeBatchRow.outcome.is_(None))
    with transaction(engine) as session:
        row = session.get(LineNoticeRow, notice_id)
        if row is None or row.state != NoticeState.SENDING:
            return None
        return session.scalar(waiting.order_by(LineNoticeBatchRow.retry_key).limit(1))


def send_batch(desk: LineDesk, batch: LineNoticeBatchRow) -> bool:
    """Make a batch's one call; False when LINE is busy and it must be made again later."""
    if too_old(batch):
        return _end(desk.engine, batch, "given_up", sent=0, skipped=0)
    notice, to = _begin(desk, batch)
    skipped = len(batch.recipients) - len(to)
    if not to:
        return _end(desk.engine, batch, "sent", sent=0, skipped=skipped)
    if not reserve(desk.engine, notice.account, batch.retry_key, messages=len(to), budget=desk.settings.budget(notice.account)):
        return _end(desk.engine, batch, "no_budget", sent=0, skipped=skipped)
    messages = notice_messages(notice.texts, batch.language, desk.city_name(desk.city_of(notice.account)))
    try:
        desk.apis[notice.account].multicast(to, messages, retry_key=batch.retry_key)
    except LineRefused as error:
        _log.error("line refused a notice: notice=%s %s", notice.id, error)
        give_back(desk.engine, batch.retry_key)
        return _end(desk.engine, batch, "no_quota" if error.status == 429 else "refused", sent=0, skipped=skipped)
    except (LineBusy, LineSilent) as error:
        _log.warning("line did not take a notice: notice=%s %s", notice.id, error)
        return batch.attempts + 1 >= MAX_ATTEMPTS and _end(desk.engine, batch, "given_up", sent=0, skipped=skipped)
    return _end(desk.engine, batch, "sent", sent=len(to), skipped=skipped)


def _begin(desk: LineDesk, batch: LineNoticeBatchRow) -> tuple[LineNoticeRow, list[str]]:
    """The notice, and the LINE ids of those who have neither left nor stopped notices since."""
    with transaction(desk.engine) as session:
        row = session.get_one(LineNoticeBatchRow, batch.retry_key)
        row.attempts += 1
        row.at = row.at or now()
        notice = session.get_one(LineNoticeRow, batch.notice_id)
        users = _reachable(session, row.recipients, disaster=notice.disaster)
        return notice, [str(desk.seal.open(user.sealed_id)) for user in users]


def _reachable(session: Session, names: list[str], *, disaster: bool) -> list[LineUserRow]:
    rows = session.scalars(select(LineUserRow).where(LineUserRow.name.in_(names), LineUserRow.left_at.is_(None)).order_by(LineUserRow.name))
    return [row for row in rows if row.notices or disaster]


def _end(engine: Engine, batch: LineNoticeBatchRow, outcome: str, *, sent: int, skipped: int) -> bool:
    with transaction(engine) as session:
        row = session.get_one(LineNoticeBatchRow, batch.retry_key)
        row.outcome, row.sent, row.skipped = outcome, sent, skipped
    return True


def too_old(batch: LineNoticeBatchRow) -> bool:
    """Whether a batch's first call is so long ago that its retry key no longer guards against sending twice."""
    return batch.at is not None and now() - batch.at > timedelta(hours=KEY_HOURS)
