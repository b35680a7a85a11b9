"""Messages whose replies go to a callback: stored before the 202, until the callback has taken the reply."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction
from web.rasa_client import Message

KEPT_DAYS = 1


class WebhookMessageRow(Base):
    """One message (masked) and, once it is asked, its reply; both dropped when the callback has taken it."""

    __tablename__ = "webhook_message"

    id: Mapped[str] = mapped_column(String(140), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    message: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    done: Mapped[bool] = mapped_column(default=False, index=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)


def keep_message(engine: Engine, row_id: str, message: Message) -> bool:
    """Store a message; False when this id came before."""
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    row = {"id": row_id, "channel": message.channel, "message": asdict(message), "done": False, "at": now()}
    with transaction(engine) as session:
        new = session.scalar(insert(WebhookMessageRow).values(row).on_conflict_do_nothing().returning(WebhookMessageRow.id))
        return new is not None


def find_message(engine: Engine, row_id: str) -> tuple[Message, dict[str, Any] | None] | None:
    """An unfinished message, with its reply if it has been asked already."""
    with transaction(engine) as session:
        row = session.get(WebhookMessageRow, row_id)
        if row is None or row.done or row.message is None:
            return None
        return Message(**row.message), row.reply


def keep_reply(engine: Engine, row_id: str, reply: dict[str, Any]) -> None:
    """Keep the reply, so that a second try sends the same."""
    with transaction(engine) as session:
        session.execute(update(WebhookMessageRow).where(WebhookMessageRow.id == row_id).values(reply=reply))


def finish_message(engine: Engine, row_id: str) -> None:
    """The callback has the reply: its words go, the id stays for a day."""
    with transaction(engine) as session:
        session.execute(update(WebhookMessageRow).where(WebhookMessageRow.id == row_id).values(done=True, message=None, reply=None))


def unfinished(engine: Engine) -> tuple[str, ...]:
    """Messages whose reply the callback has not taken yet."""
    with transaction(engine) as session:
        return tuple(session.scalars(select(WebhookMessageRow.id).where(~WebhookMessageRow.done)))


def forget_messages(engine: Engine) -> None:
    """Delete what is older than a day, delivered or not."""
    with transaction(engine) as session:
        session.execute(delete(WebhookMessageRow).where(WebhookMessageRow.at < now() - timedelta(days=KEPT_DAYS)))
