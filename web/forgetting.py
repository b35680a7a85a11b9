"""Rasa's memory of conversations on the page goes when its time is over."""

import logging
import time

from sqlalchemy import ColumnElement, column, create_engine, delete, func, select, table
from sqlalchemy.exc import SQLAlchemyError

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
