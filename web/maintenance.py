"""The maintenance switch: while it is on, every reply is led by a note for residents."""

from datetime import datetime

from sqlalchemy import DateTime, Engine, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now, transaction


class MaintenanceRow(Base):
    """A time of maintenance; `off_at` None and `until` ahead: it is on."""

    __tablename__ = "maintenance"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    until: Mapped[datetime] = mapped_column(DateTime)
    by: Mapped[str] = mapped_column(String(80))
    off_at: Mapped[datetime | None] = mapped_column(DateTime, index=True)


def maintenance_note(engine: Engine) -> str | None:
    """What residents are told now; None when nothing is switched on."""
    with transaction(engine) as session:
        chosen = select(MaintenanceRow.text).where(MaintenanceRow.off_at.is_(None), MaintenanceRow.until > now())
        return session.scalar(chosen.order_by(MaintenanceRow.id.desc()).limit(1))


def begin_maintenance(engine: Engine, text: str, until: datetime, by: str) -> None:
    """Show a note from now on, in place of an earlier one."""
    end_maintenance(engine)
    with transaction(engine) as session:
        session.add(MaintenanceRow(text=text, at=now(), until=until, by=by, off_at=None))


def end_maintenance(engine: Engine) -> None:
    """Show no note any more."""
    with transaction(engine) as session:
        for row in session.scalars(select(MaintenanceRow).where(MaintenanceRow.off_at.is_(None))):
            row.off_at = now()
