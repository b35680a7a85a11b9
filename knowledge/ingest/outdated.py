"""Published entries that rest on what a newer version of a document changed: kept from its intake until somebody has looked at them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.ingest.comparison import Comparison
from knowledge.ingest.passage_store import DocumentRow
from knowledge.ingest.reliance import Reliance
from knowledge.store import Base, EntryRow


class OutdatedRow(Base):
    """An entry to look at, and its passage before and after (None: it is gone) the document's new version."""

    __tablename__ = "outdated"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    entry_id: Mapped[str] = mapped_column(String(120))
    section: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    checked_by: Mapped[str | None] = mapped_column(String(80))
    checked_at: Mapped[datetime | None] = mapped_column(DateTime)


def keep_outdated(session: Session, document: DocumentRow, comparison: Comparison, resting: Sequence[Reliance]) -> None:
    """Keep what has to be looked at because of a new version."""
    after = {id(change.before): change.after.text for change in comparison.changed}
    for one in resting:
        texts = {"section": one.passage.section, "before": one.passage.text, "after": after.get(id(one.passage))}
        session.add(OutdatedRow(document_id=document.id, municipality=document.municipality, entry_id=one.entry.id, **texts))


def to_look_at(session: Session, municipalities: Sequence[str]) -> list[tuple[OutdatedRow, DocumentRow]]:
    """What nobody has looked at: neither marked so nor published anew since the version came in; newest version first."""
    chosen = (
        select(OutdatedRow, DocumentRow)
        .join(DocumentRow, OutdatedRow.document_id == DocumentRow.id)
        .join(EntryRow, OutdatedRow.entry_id == EntryRow.id)
        .where(OutdatedRow.municipality.in_(municipalities), OutdatedRow.checked_at.is_(None))
        .where(~EntryRow.withdrawn, EntryRow.changed_at < DocumentRow.taken_in_at)
        .order_by(DocumentRow.id.desc(), OutdatedRow.id)
    )
    return [(row, document) for row, document in session.execute(chosen)]
