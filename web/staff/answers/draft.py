"""Drafts: what staff changed and has not been published yet; one for each entry or indicator, guarded against lost edits."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, EntryRow, IndicatorRow, now, transaction
from web.staff.errors import Refused, Stale
from web.staff.people.audit import Change, note
from web.staff.questions.deciding import give_back

ENTRY, INDICATOR = "entry", "indicator"


class DraftRow(Base):
    """A change on its way. `body` None withdraws the entry; `base` is the digest of what was published when the draft began."""

    __tablename__ = "staff_draft"
    __table_args__ = (UniqueConstraint("kind", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), default=ENTRY)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    base: Mapped[str] = mapped_column(String(64))
    lock: Mapped[int] = mapped_column(default=1)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("staff_review.id"), index=True)

    def is_based_on(self, published: dict[str, Any] | None) -> bool:
        """Whether this is what was published when the draft began; if not, the draft can't be published as it is."""
        return self.base == digest(published)


@dataclass(frozen=True)
class Seen:
    """What an editor had before them: the draft's lock (0: none) and the digest of what was published."""

    lock: int
    base: str


@dataclass(frozen=True)
class Edit:
    """A wanted change: the new body (None: withdraw), by whom, from what they saw."""

    subject: str
    body: dict[str, Any] | None
    by: str
    seen: Seen
    kind: str = ENTRY


def seen_now(draft: DraftRow | None, published: dict[str, Any] | None) -> Seen:
    """What an editor has seen who looks at both as they stand."""
    return Seen(draft.lock if draft else 0, digest(published))


def seen_before(draft: DraftRow | None, published: dict[str, Any] | None) -> Seen:
    """What somebody has seen who looks at the draft, and not at what was published since that began."""
    return Seen(draft.lock, draft.base) if draft else seen_now(None, published)


def digest(body: dict[str, Any] | None) -> str:
    """A short name for a body's content; empty for none."""
    if body is None:
        return ""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def published_body(session: Session, subject: str, kind: str = ENTRY) -> dict[str, Any] | None:
    """What residents get now."""
    row: EntryRow | IndicatorRow | None = session.get(EntryRow, subject) if kind == ENTRY else session.get(IndicatorRow, subject)
    return None if row is None or (isinstance(row, EntryRow) and row.withdrawn) else row.body


def draft_of(session: Session, subject: str, kind: str = ENTRY) -> DraftRow | None:
    """The open draft of an entry or indicator."""
    return session.scalar(select(DraftRow).where(DraftRow.kind == kind, DraftRow.subject == subject))


def save_draft(engine: Engine, edit: Edit) -> DraftRow:
    """Keep a change; Stale when somebody else changed the same in between, Refused while it is in review."""
    with transaction(engine) as session:
        return put_draft(session, edit)


def put_draft(session: Session, edit: Edit) -> DraftRow:
    """Keep a change within a transaction; saving the same twice is harmless.

    A draft stays based on what was published when it began, until an editor who has seen the newer version saves it.
    """
    row = draft_of(session, edit.subject, edit.kind)
    current = digest(published_body(session, edit.subject, edit.kind))
    base = current if row is None or edit.seen.base == current else row.base
    if row is not None and (row.body, row.base) == (edit.body, base):
        return row
    if (row.lock if row else 0) != edit.seen.lock or (row is None and current != edit.seen.base):
        raise Stale(f"「{edit.subject}」は、開いていた間にほかの人が変えました。開き直して、もう一度お試しください。")
    if row is not None and row.review_id is not None:
        raise Refused("この下書きは確認待ちです。直すには、先に確認の依頼を取り下げてください。")
    if row is None:
        row = DraftRow(kind=edit.kind, subject=edit.subject, municipality=edit.subject.partition(".")[0], lock=0)
        session.add(row)
    row.body, row.base, row.by, row.at, row.lock = edit.body, base, edit.by, now(), row.lock + 1
    note(session, Change(edit.by, "draft_saved", edit.subject, row.municipality, {"withdraws": edit.body is None}))
    session.flush()
    return row


def discard_draft(engine: Engine, subject: str, by: str, *, kind: str = ENTRY) -> int:
    """Drop a draft; the audit log keeps what it held. Returns how many questions of the inbox stood on it and wait again."""
    with transaction(engine) as session:
        row = draft_of(session, subject, kind)
        if row is None:
            return 0
        if row.review_id is not None:
            raise Refused("この下書きは確認待ちです。先に確認の依頼を取り下げてください。")
        note(session, Change(by, "draft_discarded", subject, row.municipality, {"body": row.body}))
        session.delete(row)
        return give_back(session, subject) if kind == ENTRY else 0
