"""Notices to residents: draft, count, try, approve by a second person, schedule, stop.

The desk's pages (web/notices) and `python -m web.line.notice …` call these; the worker sends (web.line.notice.sending).
"""

import hashlib
import json
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
from web.line.notice.table import LineNoticeActRow, LineNoticeRow, NoticeState
from web.line.sentence import line_languages
from web.line.text_length import units
from web.line_settings import LineSettings

MOST_LISTED = 200


@dataclass(frozen=True)
class Draft:
    """What staff write: a text for each language (Japanese at least), for whom, the entry it comes from, and when it should go out (UTC)."""

    account: str
    texts: Mapping[str, str]
    segment: Segment = field(default_factory=Segment)
    entry_id: str | None = None
    send_at: datetime | None = None


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


def text_of_entry(entry: Entry) -> dict[str, str]:
    """An entry's answer as a notice's texts, in every language it has."""
    return {"ja": entry.answer.strip(), "ja-easy": entry.easy_answer.strip(), **{name: text.answer.strip() for name, text in entry.translations.items()}}


def write(engine: Engine, draft: Draft, *, who: str) -> int:
    """Keep a new draft; returns its number. NoticeError for a text that can't be sent."""
    check(draft)
    with transaction(engine) as session:
        row = LineNoticeRow(account=draft.account, author=who, state=NoticeState.DRAFT, **_fields(draft))
        session.add(row)
        session.flush()
        _note(session, row.id, who, "drafted")
        return row.id


def change(engine: Engine, notice_id: int, draft: Draft, *, who: str, seen: str | None = None) -> None:
    """Replace a draft's content; one that was approved needs approval anew. NoticeError when it no longer is what was `seen` (digest)."""
    check(draft)
    with transaction(engine) as session:
        row = row_of(session, notice_id, NoticeState.DRAFT, NoticeState.APPROVED)
        _check_seen(row, seen)
        row.author, row.state = who, NoticeState.DRAFT
        for name, value in _fields(draft).items():
            setattr(row, name, value)
        _note(session, notice_id, who, "changed")


def _fields(draft: Draft) -> dict[str, object]:
    segment = draft.segment
    lists = {"topics": list(segment.topics), "areas": list(segment.areas), "languages": list(segment.languages)}
    return {"texts": dict(draft.texts), "disaster": segment.disaster, "entry_id": draft.entry_id, "send_at": draft.send_at, **lists}


def digest(draft: Draft) -> str:
    """A short name of exactly this content, by which a page says what its reader saw."""
    told = json.dumps(_fields(draft), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _check_seen(row: LineNoticeRow, seen: str | None) -> None:
    if seen is not None and seen != digest(_draft(row)):
        raise NoticeError("ご覧になったあとに、お知らせが書き直されました。今の内容を確かめてから、もう一度お試しください。")


def check(draft: Draft) -> None:
    """NoticeError when a draft can't be sent as it stands: no Japanese text, too long, unknown topics or languages."""
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


def approve(engine: Engine, notice_id: int, *, who: str, send_at: datetime | None = None, seen: str | None = None) -> None:
    """Let a notice be sent, now or at a time (UTC). NoticeError unless somebody else wrote it, and it is what was `seen` (digest)."""
    with transaction(engine) as session:
        row = row_of(session, notice_id, NoticeState.DRAFT)
        if who.strip().casefold() == row.author.strip().casefold():
            raise NoticeError("自分が書いたお知らせは承認できません。ほかの職員に承認を頼んでください。")
        _check_seen(row, seen)
        row.state, row.send_at = NoticeState.APPROVED, send_at
        _note(session, notice_id, who, "approved")


def stop(engine: Engine, notice_id: int, *, who: str) -> None:
    """Send no more of a notice; what LINE has taken can't be called back."""
    with transaction(engine) as session:
        row = row_of(session, notice_id, NoticeState.DRAFT, NoticeState.APPROVED, NoticeState.SENDING)
        row.state, row.ended = NoticeState.STOPPED, now()
        _note(session, notice_id, who, "stopped")


def find(engine: Engine, notice_id: int) -> Notice:
    """A notice with its log. NoticeError when there is none."""
    with transaction(engine) as session:
        return _notice(session, row_of(session, notice_id, *NoticeState))


def all_notices(engine: Engine, account: str) -> tuple[Notice, ...]:
    """An account's newest notices, newest first."""
    with transaction(engine) as session:
        chosen = select(LineNoticeRow).where(LineNoticeRow.account == account).order_by(LineNoticeRow.id.desc())
        rows = session.scalars(chosen.limit(MOST_LISTED))
        return tuple(_notice(session, row) for row in rows)


def segment_of(row: LineNoticeRow) -> Segment:
    """Whom a kept notice is for."""
    return Segment(tuple(row.topics), tuple(row.areas), tuple(row.languages), row.disaster)


def _notice(session: Session, row: LineNoticeRow) -> Notice:
    acts = session.scalars(select(LineNoticeActRow).where(LineNoticeActRow.notice_id == row.id).order_by(LineNoticeActRow.id))
    return Notice(row.id, _draft(row), NoticeState(row.state), row.author, row.send_at, tuple((act.at, act.who, act.act) for act in acts))


def _draft(row: LineNoticeRow) -> Draft:
    return Draft(row.account, dict(row.texts), segment_of(row), row.entry_id, row.send_at)


def row_of(session: Session, notice_id: int, *states: NoticeState) -> LineNoticeRow:
    """A notice in one of these states. NoticeError when there is none, or it is in another."""
    row = session.get(LineNoticeRow, notice_id, with_for_update=True)
    if row is None:
        raise NoticeError(f"お知らせ {notice_id} はありません。番号をお確かめください。")
    if row.state not in states:
        raise NoticeError(f"お知らせ {notice_id} は、今の状態（{NoticeState(row.state).label}）ではその操作ができません。")
    return row


def _note(session: Session, notice_id: int, who: str, act: str) -> None:
    session.add(LineNoticeActRow(notice_id=notice_id, who=who, act=act))
