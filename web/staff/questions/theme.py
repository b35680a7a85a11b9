"""Themes: what waits in the inbox, grouped by meaning; computed in the background, shown as it was then."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store import Base, now


class ThemeRow(Base):
    """A theme of a city: its most frequent question, and its members (text, why, count)."""

    __tablename__ = "staff_theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    label: Mapped[str] = mapped_column(String(500))
    count: Mapped[int] = mapped_column(index=True)
    this_week: Mapped[int]
    last_week: Mapped[int]
    why: Mapped[dict[str, int]] = mapped_column(JSON)
    members: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
