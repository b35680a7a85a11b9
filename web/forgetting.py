"""Residents' words go when their time is over: Rasa's memory of conversations on the page, words in marks and opinions."""

import logging
import time
from datetime import timedelta

from sqlalchemy import ColumnElement, Engine, column, create_engine, delete, func, or_, select, table, update
from sqlalchemy.exc import SQLAlchemyError

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import now, transaction

_log = logging.getLogger(__name__)

# Rasa's SQLTrackerStore keeps every event of a conversation here; `sender_id` is the channel and the session.
_EVENTS = table("events", column("sender_id"), column("timestamp"))
_PAGE = "web:"


def forget_dialogue(tracker_url: str, session: str) -> None:
    """Delete what Rasa remembers of a conversation on the page."""
    _delete_events(tracker_url, _EVENTS.c.sender_id == f"{_PAGE}{session}")


def forget_rested_dialogues(tracker_url: str, hours: int) -> None:
    """Delete what Rasa remembers of conversations on the page in which nothing was said for so long."""
    newest = func.max(_EVENTS.c.timestamp) < time.time() - hours * 3600
    rested = select(_EVENTS.c.sender_id).where(_EVENTS.c.sender_id.startswith(_PAGE)).group_by(_EVENTS.c.sender_id).having(newest)
    _delete_events(tracker_url, _EVENTS.c.sender_id.in_(rested))


def forget_old_words(engine: Engine, days: int) -> None:
    """Take residents' words out of old marks (they still count) and remove old opinions."""
    before = now() - timedelta(days=days)
    worded = or_(FeedbackRow.question.is_not(None), FeedbackRow.comment.is_not(None))
    with transaction(engine) as session:
        session.execute(update(FeedbackRow).where(FeedbackRow.at < before, worded).values(question=None, comment=None))
        session.execute(delete(OpinionRow).where(OpinionRow.at < before))


def _delete_events(tracker_url: str, condition: ColumnElement[bool]) -> None:
    if not tracker_url:
        return
    engine = create_engine(tracker_url)
    try:
        with engine.begin() as connection:
            connection.execute(delete(_EVENTS).where(condition))
    except SQLAlchemyError as error:
        # The next run tries again.
        _log.error("dialogue not forgotten: %s", type(error).__name__)
    finally:
        engine.dispose()
