"""Rasa's own memory of a conversation (its SQL tracker store), dropped when its words must go."""

import logging

from sqlalchemy import column, create_engine, delete, table
from sqlalchemy.exc import SQLAlchemyError

_log = logging.getLogger(__name__)

# Rasa's SQLTrackerStore keeps every event of a conversation here.
_EVENTS = table("events", column("sender_id"))


def forget_dialogue(tracker_url: str, session_name: str) -> None:
    """Delete what Rasa remembers of a LINE conversation; the next message begins anew."""
    if not tracker_url:
        return
    engine = create_engine(tracker_url)
    try:
        with engine.begin() as connection:
            connection.execute(delete(_EVENTS).where(_EVENTS.c.sender_id == f"line:{session_name}"))
    except SQLAlchemyError as error:
        _log.error("dialogue not forgotten: %s", type(error).__name__)
    finally:
        engine.dispose()
