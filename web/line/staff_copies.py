"""The staff desk's copies of residents' words (themes, suggestions, decisions): they go when the words have gone everywhere else."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Integer, String, column, delete, select, table, update
from sqlalchemy.orm import Session

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from web.message_log import MessageRow

_THEMES = table("staff_theme", column("id", Integer), column("label", String), column("count", Integer), column("members", JSON))
_COPIES = (table("staff_suggestion", column("text", String)), table("staff_decision", column("text", String)))
# A suggestion keeps the first 200 characters of a question, a decision and a theme's label the first 500.
_KEPT = (200, 500)
_SOURCES = (MessageRow.text, FeedbackRow.question, FeedbackRow.comment, OpinionRow.text)


def forget_copies(session: Session, texts: Iterable[str]) -> None:
    """Drop what staff's lists hold of these texts; what somebody else has asked in the same words stays."""
    gone = {text for text in texts if text}
    gone -= {said for source in _SOURCES for said in session.scalars(select(source).where(source.in_(gone)).distinct()) if said}
    if not gone:
        return
    for copies, length in zip(_COPIES, _KEPT, strict=True):
        session.execute(delete(copies).where(copies.c.text.in_({text[:length] for text in gone})))
    for theme in session.execute(select(_THEMES)).all():
        kept = [member for member in theme.members if member["text"] not in gone]
        if len(kept) < len(theme.members):
            _shrink(session, theme, kept)


def _shrink(session: Session, theme: Any, kept: list[Mapping[str, Any]]) -> None:
    if not kept:
        session.execute(delete(_THEMES).where(_THEMES.c.id == theme.id))
        return
    gone = sum(member["count"] for member in theme.members) - sum(member["count"] for member in kept)
    values = {"label": kept[0]["text"][:500], "members": kept, "count": theme.count - gone}
    session.execute(update(_THEMES).where(_THEMES.c.id == theme.id).values(values))
