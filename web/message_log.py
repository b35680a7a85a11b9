"""What residents asked and how it ended: masked words, resolution, entry, milliseconds."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, Engine, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction


class MessageRow(Base):
    """One question and its outcome."""

    __tablename__ = "message"
    # Counting goes by the number: a purged message's must not come again.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    session: Mapped[str] = mapped_column(String(80), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    municipality: Mapped[str | None] = mapped_column(String(40), index=True)
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    resolution: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[str | None] = mapped_column(String(120), index=True)
    confidence: Mapped[float | None]
    milliseconds: Mapped[int]


@dataclass(frozen=True)
class Exchange:
    """What is remembered of one message; its text is masked already."""

    session: str
    channel: str
    language: str
    text: str
    reply: dict[str, object]
    milliseconds: int


def remember(engine: Engine, exchange: Exchange) -> int:
    """Store an exchange and return its id; StoreError when the database refuses."""
    reply = exchange.reply
    evidence = _evidence(reply)
    with transaction(engine) as session:
        row = MessageRow(
            session=exchange.session,
            channel=exchange.channel,
            municipality=reply.get("municipality"),
            language=exchange.language,
            text=exchange.text,
            resolution=reply["resolution"],
            reason=reply.get("reason", ""),
            entry_id=evidence.get("entry_id"),
            confidence=evidence.get("confidence"),
            milliseconds=exchange.milliseconds,
        )
        session.add(row)
        session.flush()
        return row.id


def _evidence(reply: dict[str, object]) -> dict[str, object]:
    replies = reply.get("replies")
    bubbles = replies if isinstance(replies, list) else []
    return next((bubble for bubble in bubbles if bubble.get("entry_id")), {})
