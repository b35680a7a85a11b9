"""Themes: what waits in the inbox, grouped by meaning; computed in the background, shown as it was then."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now
from web.kept_words.places import LABEL_LENGTH


class ThemeRow(Base):
    """A theme of a city: its most frequent question, and its members (text, key, why, counts, what was decided on it before)."""

    __tablename__ = "staff_theme"
    # A page opened before the last grouping must not decide on another theme: numbers don't come again.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    label: Mapped[str] = mapped_column(String(500))
    count: Mapped[int] = mapped_column(index=True)
    this_week: Mapped[int]
    last_week: Mapped[int]
    why: Mapped[dict[str, int]] = mapped_column(JSON)
    members: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)

    @property
    def unlisted(self) -> int:
        """How many of its questions are in no listed member."""
        listed: int = sum(member["count"] for member in self.members)
        return self.count - listed


class GroupingRow(Base):
    """The last grouping of a city: when, and how many rarer wordings (and questions of them) it left out."""

    __tablename__ = "staff_grouping"

    municipality: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    left_out: Mapped[int]
    left_out_questions: Mapped[int]


def take_out(session: Session, municipality: str, keys: Collection[str]) -> None:
    """Take questions out of a city's themes; a theme without any goes."""
    for theme in session.scalars(select(ThemeRow).where(ThemeRow.municipality == municipality)):
        gone = [member for member in theme.members if member["key"] in keys]
        if len(gone) == len(theme.members):
            session.delete(theme)
        elif gone:
            _take_out(theme, gone)


def _take_out(theme: ThemeRow, gone: list[dict[str, Any]]) -> None:
    theme.members = [member for member in theme.members if member not in gone]
    theme.label = theme.members[0]["text"][:LABEL_LENGTH]
    why = Counter(theme.why)
    for member in gone:
        why[member["why"]] -= member["count"]
        theme.count -= member["count"]
        theme.this_week -= member.get("this_week", 0)
        theme.last_week -= member.get("last_week", 0)
    theme.why = dict(+why)
