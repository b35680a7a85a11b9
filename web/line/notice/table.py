"""Notices to residents (セグメント配信) as the database keeps them: the text, who it is for, who did what to it, what was sent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, DateTime, ForeignKey, String, cast, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now


class NoticeState(StrEnum):
    """How far a notice has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """The state's name for staff."""
        return _LABELS[self]


_LABELS = {
    NoticeState.DRAFT: "承認待ち",
    NoticeState.APPROVED: "承認済み",
    NoticeState.SENDING: "送信中",
    NoticeState.SENT: "送信済み",
    NoticeState.STOPPED: "取りやめ",
}


class LineNoticeRow(Base):
    """A notice. `texts` by language; `topics`, `areas`, `languages` limit who gets it (empty: everybody who wants notices)."""

    __tablename__ = "line_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(40), index=True)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    disaster: Mapped[bool] = mapped_column(default=False)
    entry_id: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10), index=True, default=NoticeState.DRAFT)
    author: Mapped[str] = mapped_column(String(80))
    send_at: Mapped[datetime | None] = mapped_column(DateTime)
    started: Mapped[datetime | None] = mapped_column(DateTime)
    ended: Mapped[datetime | None] = mapped_column(DateTime)


class LineNoticeActRow(Base):
    """Who did what to a notice and when: drafted, tried, approved, scheduled, stopped."""

    __tablename__ = "line_notice_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("line_notice.id"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    who: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(20))


class LineNoticeBatchRow(Base):
    """Up to 500 recipients of one language, called with one retry key; `outcome` stays empty until LINE has decided."""

    __tablename__ = "line_notice_batch"

    retry_key: Mapped[str] = mapped_column(String(36), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("line_notice.id"), index=True)
    language: Mapped[str] = mapped_column(String(10))
    recipients: Mapped[list[str]] = mapped_column(JSON)
    attempts: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime | None] = mapped_column(DateTime)


def forget_recipient(session: Session, name: str) -> None:
    """Take a user's name out of the batches sent to them; the count of recipients stays."""
    for batch in session.scalars(select(LineNoticeBatchRow).where(cast(LineNoticeBatchRow.recipients, String).contains(name))):
        batch.recipients = ["" if recipient == name else recipient for recipient in batch.recipients]
