"""Notices to residents: draft, count, try, approve by a second person, schedule, stop, report.

`python -m web.line.notice …` does the same from the command line; the worker sends (web.line.notice.sending).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from knowledge.entry import Entry
from knowledge.store import now, transaction
from web.line.budget import spent
from web.line.dialogue import NOTICE_TOPICS
from web.line.errors import NoticeError
from web.line.notice.audience import Segment, count_recipients
from web.line.notice.notice_message import MAX_NOTICE_TEXT
from web.line.notice.table import LineNoticeActRow, LineNoticeBatchRow, LineNoticeRow, NoticeState
from web.line.sentence import line_languages
from web.line.text_length import units
from web.line.user import LineUserRow
from web.line_settings import LineSettings


@dataclass(frozen=True)
class Draft:
    """What staff write: a text for each language (Japanese at least), for whom, and the entry it comes from."""

    account: str
    texts: Mapping[str, str]
    segment: Segment = field(default_factory=Segment)
    entry_id: str | None = None


@dataclass(frozen=True)
class Forecast:
    """What sending would mean: residents reached, billed messages, and what the month's budget still holds."""

    recipients: int
    billed: int
    budget_left: int


@dataclass(frozen=True)
class Notice:
    """A notice as staff see it."""

    id: int
    draft: Draft
    state: NoticeState
    author: str
    send_at: datetime | None
    acts: tuple[tuple[datetime, str, str], ...]


@dataclass(frozen=True)
class Report:
    """How sending went. LINE doesn't tell who blocks; `left` counts those who left since it was sent."""

    recipients: int
    sent: int
    skipped: int
    failed: int
    waiting: int
    left: int


def text_of_entry(entry: Entry) -> dict[str, str]:
    """An entry's answer as a notice's texts, in every language it has."""
    return {"ja": entry.answer.strip(), "ja-easy": entry.easy_answer.strip(), **{name: text.answer.strip() for name, text in entry.translations.items()}}


def write(engine: Engine, draft: Draft, *, who: str) -> int:
    """Keep a new draft; returns its number. NoticeError for a text that can't be sent."""
    _check(draft)
    with transaction(engine) as session:
        row = LineNoticeRow(account=draft.account, author=who, state=NoticeState.DRAFT, **_fields(draft))
        session.add(row)
        session.flush()
        _note(session, row.id, who, "drafted")
        return row.id


def change(engine: Engine, notice_id: int, draft: Draft, *, who: str) -> None:
    """Replace a draft's content; one that was approved needs approval anew."""
    _check(draft)
    with transaction(engine) as session:
        row = _row(session, notice_id, NoticeState.DRAFT, NoticeState.APPROVED)
        row.author, row.state = who, NoticeState.DRAFT
        for name, value in _fields(draft).items():
            setattr(row, name, value)
        _note(session, notice_id, who, "changed")


def _fields(draft: Draft) -> dict[str, object]:
    segment = draft.segment
    lists = {"topics": list(segment.topics), "areas": list(segment.areas), "languages": list(segment.languages)}
    return {"texts": dict(draft.texts), "disaster": segment.disaster, "entry_id": draft.entry_id, **lists}


def _check(draft: Draft) -> None:
    if not draft.texts.get("ja", "").strip():
        raise NoticeError("日本語の本文を書いてください。")
    if long := [name for name, text in draft.texts.items() if units(text) > MAX_NOTICE_TEXT]:
        raise NoticeError(f"本文が長すぎます（{'、'.join(long)}）。{MAX_NOTICE_TEXT}文字以内にしてください。")
    unknown = (set(draft.segment.topics) - set(NOTICE_TOPICS)) | (set(draft.segment.languages) - set(line_languages()))
    if unknown:
        raise NoticeError(f"知らない話題または言語です：{'、'.join(sorted(unknown))}。一覧から選んでください。")


def forecast(engine: Engine, settings: LineSettings, draft: Draft) -> Forecast:
    """How many residents a draft would reach, and what that costs."""
    count = count_recipients(engine, draft.account, draft.segment)
    return Forecast(count, count, max(0, settings.budget(draft.account) - spent(engine, draft.account)))


def approve(engine: Engine, notice_id: int, *, who: str, send_at: datetime | None = None) -> None:
    """Let a notice be sent, now or at a time (UTC). NoticeError unless somebody else wrote it."""
    with transaction(engine) as session:
        row = _row(session, notice_id, NoticeState.DRAFT)
        if who.strip().casefold() == row.author.strip().casefold():
            raise NoticeError("自分が書いたお知らせは承認できません。ほかの職員に承認を頼んでください。")
        row.state, row.send_at = NoticeState.APPROVED, send_at
        _note(session, notice_id, who, "approved")


def stop(engine: Engine, notice_id: int, *, who: str) -> None:
    """Send no more of a notice; what LINE has taken can't be called back."""
    with transaction(engine) as session:
        row = _row(session, notice_id, NoticeState.DRAFT, NoticeState.APPROVED, NoticeState.SENDING)
        row.state, row.ended = NoticeState.STOPPED, now()
        _note(session, notice_id, who, "stopped")


def find(engine: Engine, notice_id: int) -> Notice:
    """A notice with its log. NoticeError when there is none."""
    with transaction(engine) as session:
        return _notice(session, _row(session, notice_id, *NoticeState))


def all_notices(engine: Engine, account: str) -> tuple[Notice, ...]:
    """An account's notices, newest first."""
    with transaction(engine) as session:
        rows = session.scalars(select(LineNoticeRow).where(LineNoticeRow.account == account).order_by(LineNoticeRow.id.desc()))
        return tuple(_notice(session, row) for row in rows)


def report(engine: Engine, notice_id: int) -> Report:
    """How far sending has come and what came of it."""
    with transaction(engine) as session:
        row = _row(session, notice_id, *NoticeState)
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


def segment_of(row: LineNoticeRow) -> Segment:
    """Whom a kept notice is for."""
    return Segment(tuple(row.topics), tuple(row.areas), tuple(row.languages), row.disaster)


def _notice(session: Session, row: LineNoticeRow) -> Notice:
    acts = session.scalars(select(LineNoticeActRow).where(LineNoticeActRow.notice_id == row.id).order_by(LineNoticeActRow.id))
    draft = Draft(row.account, dict(row.texts), segment_of(row), row.entry_id)
    return Notice(row.id, draft, NoticeState(row.state), row.author, row.send_at, tuple((act.at, act.who, act.act) for act in acts))


def _row(session: Session, notice_id: int, *states: NoticeState) -> LineNoticeRow:
    row = session.get(LineNoticeRow, notice_id, with_for_update=True)
    if row is None:
        raise NoticeError(f"お知らせ {notice_id} はありません。番号をお確かめください。")
    if row.state not in states:
        raise NoticeError(f"お知らせ {notice_id} は、今の状態（{row.state}）ではその操作ができません。")
    return row


def _note(session: Session, notice_id: int, who: str, act: str) -> None:
    session.add(LineNoticeActRow(notice_id=notice_id, who=who, act=act))
