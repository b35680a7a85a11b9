"""Taken-in documents in the database: their versions, passages and proposed entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, ForeignKey, String, Text, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.ingest.draft import Draft
from knowledge.ingest.draft_file import draft_body
from knowledge.ingest.passage import Passage
from knowledge.store import Base, now, transaction
from knowledge.text.tokens import topic_words


class DocumentRow(Base):
    """One version of a document that a municipality took in; `digest` is that of its file."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("municipality", "title", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[int]
    as_of: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    problems: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    taken_in_at: Mapped[datetime] = mapped_column(DateTime, default=now)


class PassageRow(Base):
    """One passage of a document; `words` are those the search looks for, cut once."""

    __tablename__ = "passage"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    path: Mapped[list[str]] = mapped_column(JSON)
    page: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[list[str]] = mapped_column(JSON)


class ProposalRow(Base):
    """A draft entry that waits for a person; `body` has an entry's fields with an empty answer."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    excerpt: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class StoredPassage:
    """A passage with the document it stands in and the words to search."""

    passage: Passage
    title: str
    as_of: str
    words: tuple[str, ...]


def newest(session: Session, municipality: str, title: str) -> DocumentRow | None:
    """The newest version of a document."""
    wanted = select(DocumentRow).where(DocumentRow.municipality == municipality, DocumentRow.title == title)
    return session.scalar(wanted.order_by(DocumentRow.version.desc()).limit(1))


def passages_of(session: Session, document: DocumentRow) -> tuple[Passage, ...]:
    """A document's passages in order."""
    rows = session.scalars(select(PassageRow).where(PassageRow.document_id == document.id).order_by(PassageRow.position))
    return tuple(_passage(row) for row in rows)


def add_passages(session: Session, document: DocumentRow, passages: Sequence[Passage]) -> None:
    """Keep a new document's passages with their words."""
    session.add(document)
    session.flush()
    for position, p in enumerate(passages):
        # Lines of a PDF end in the middle of words.
        words = list(topic_words(f"{p.section} {p.text.replace('\n', '')}"))
        session.add(PassageRow(document_id=document.id, position=position, path=list(p.path), page=p.page, text=p.text, words=words))


def replace_proposals(session: Session, document: DocumentRow, drafts: Sequence[Draft]) -> None:
    """Propose these entries; what earlier versions of the same document proposed goes."""
    same = select(DocumentRow.id).where(DocumentRow.municipality == document.municipality, DocumentRow.title == document.title)
    session.execute(delete(ProposalRow).where(ProposalRow.document_id.in_(same)))
    for number, draft in enumerate(drafts, 1):
        body = draft_body(draft, f"{document.municipality}.draft-{document.id}-{number}")
        session.add(ProposalRow(document_id=document.id, municipality=document.municipality, body=body, excerpt=draft.excerpt))


def read_proposals(engine: Engine, municipality: str) -> tuple[ProposalRow, ...]:
    """Everything proposed for a municipality, oldest first."""
    with transaction(engine) as session:
        return tuple(session.scalars(select(ProposalRow).where(ProposalRow.municipality == municipality).order_by(ProposalRow.id)))


def read_passages(engine: Engine, municipality: str) -> tuple[StoredPassage, ...]:
    """The passages of the newest version of each of a municipality's documents."""
    last = select(DocumentRow.title, func.max(DocumentRow.version).label("version"))
    last_of = last.where(DocumentRow.municipality == municipality).group_by(DocumentRow.title).subquery()
    wanted = (
        select(PassageRow, DocumentRow)
        .join(DocumentRow, PassageRow.document_id == DocumentRow.id)
        .join(last_of, (DocumentRow.title == last_of.c.title) & (DocumentRow.version == last_of.c.version))
        .where(DocumentRow.municipality == municipality)
        .order_by(DocumentRow.id, PassageRow.position)
    )
    with transaction(engine) as session:
        return tuple(StoredPassage(_passage(row), document.title, document.as_of, tuple(row.words)) for row, document in session.execute(wanted))


def _passage(row: PassageRow) -> Passage:
    return Passage(tuple(row.path), row.text, row.page)
