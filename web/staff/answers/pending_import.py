"""An upload between its preview and the word to go on: what it would change, and how each entry stood when that was shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.entry import Entry
from knowledge.store import Base, as_json, now
from web.staff.answers.draft import ENTRY, DraftRow, Edit, digest, published_body, put_draft, seen_now
from web.staff.answers.review import named
from web.staff.answers.sheet import Import
from web.staff.errors import Refused
from web.staff.people.audit import Change, note

_KEPT = timedelta(hours=6)


class ImportRow(Base):
    """An upload that was read and shown, and waits for the word to go on. `seen`: each entry's draft lock and published content as shown."""

    __tablename__ = "staff_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    name: Mapped[str] = mapped_column(String(120))
    bodies: Mapped[dict[str, Any]] = mapped_column(JSON)
    seen: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Upload:
    """Whose file it is, for which city, and what it is called."""

    municipality: str
    by: str
    name: str


def bodies_of(read: Import) -> dict[str, dict[str, Any] | None]:
    """What an upload would make of each entry that it changes; None withdraws."""
    return {**read.added, **read.changed, **dict.fromkeys(read.removed)}


def open_drafts(session: Session, municipality: str, names: Iterable[str]) -> dict[str, DraftRow]:
    """The drafts that an upload would replace."""
    wanted = set(names)
    rows = session.scalars(select(DraftRow).where(DraftRow.kind == ENTRY, DraftRow.municipality == municipality))
    return {row.subject: row for row in rows if row.subject in wanted}


def keep_import(session: Session, upload: Upload, read: Import, old: Mapping[str, Entry]) -> int:
    """Keep an upload with what its preview is compared with: `old` is what was published then, as the preview shows it."""
    session.execute(delete(ImportRow).where(ImportRow.at < now() - _KEPT))
    bodies = bodies_of(read)
    drafts = open_drafts(session, upload.municipality, bodies)
    seen = {name: [drafts[name].lock if name in drafts else 0, digest(as_json(old[name])) if name in old else ""] for name in bodies}
    row = ImportRow(municipality=upload.municipality, by=upload.by, at=now(), name=upload.name[:120], bodies=bodies, seen=seen)
    session.add(row)
    session.flush()
    return row.id


def draft_import(session: Session, kept: ImportRow, by: str) -> list[DraftRow]:
    """Make the drafts of an upload, all or none; Refused when an entry was changed since the preview, by a draft or a publication."""
    drafts = open_drafts(session, kept.municipality, kept.bodies)
    if waiting := [_title(session, kept, name) for name, row in drafts.items() if row.review_id is not None]:
        raise Refused(f"{named(waiting)}は確認待ちです。何も取り込んでいません。公開するか差し戻してから、もう一度ファイルを選んでください。")
    if changed := [_title(session, kept, name) for name in kept.bodies if _is_changed(session, kept, name, drafts)]:
        raise Refused(f"{named(changed)}は、ご覧になったあとに変わりました。何も取り込んでいません。もう一度ファイルを選んで確かめてください。")
    seen = {name: seen_now(drafts.get(name), published_body(session, name)) for name in kept.bodies}
    return [_draft(session, Edit(name, body, by, seen[name]), drafts.get(name)) for name, body in kept.bodies.items()]


def _is_changed(session: Session, kept: ImportRow, name: str, drafts: Mapping[str, DraftRow]) -> bool:
    lock = drafts[name].lock if name in drafts else 0
    return [lock, _content(published_body(session, name))] != list(kept.seen[name])


def _content(body: dict[str, Any] | None) -> str:
    """Names what a body says: one stored before a field was introduced is the same as one that leaves it empty."""
    return "" if body is None else digest(as_json(TypeAdapter(Entry).validate_python(body)))


def _draft(session: Session, edit: Edit, earlier: DraftRow | None) -> DraftRow:
    """An earlier draft of the same entry is replaced, as the preview said; the audit log keeps what it held."""
    if earlier is not None:
        note(session, Change(edit.by, "draft_discarded", edit.subject, earlier.municipality, {"body": earlier.body}))
    return put_draft(session, edit)


def _title(session: Session, kept: ImportRow, name: str) -> str:
    body = kept.bodies[name] or published_body(session, name) or {}
    return str(body.get("question") or name)
