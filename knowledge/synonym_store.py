"""The synonyms that staff add at their desk, on top of synonyms.yml."""

from datetime import datetime

from sqlalchemy import JSON, DateTime, Engine, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction


class SynonymRow(Base):
    """A group of words that mean the same; the first names the group."""

    __tablename__ = "synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[list[str]] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)


def add_synonyms(session: Session, words: tuple[str, ...], by: str) -> None:
    """Store a group."""
    session.add(SynonymRow(words=list(words), by=by, at=now()))


def stored_synonyms(engine: Engine) -> tuple[tuple[str, ...], ...]:
    """Every group that staff added, oldest first."""
    with transaction(engine) as session:
        return tuple(tuple(row.words) for row in session.scalars(select(SynonymRow).order_by(SynonymRow.id)))
