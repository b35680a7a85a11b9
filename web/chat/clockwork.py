"""What the worker does for the resident's page by the clock: what /privacy promises to forget is forgotten."""

import logging

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from web.chat.turn import KEPT_HOURS, forget_old_turns
from web.forgetting import forget_old_words, forget_rested_dialogues
from web.job_queue import JobQueue
from web.settings import Settings

_log = logging.getLogger(__name__)


def wind_up(queue: JobQueue, engine: Engine, settings: Settings) -> None:
    """Register the page's repeated jobs (the hours are UTC: 18 is three in the morning in Japan)."""
    queue.repeat("chat.forget", lambda: forget_rested(engine, settings), minutes="*/10")
    queue.repeat("chat.purge", lambda: forget_old(engine, settings), minutes="20", hours="18")


def forget_rested(engine: Engine, settings: Settings) -> None:
    """Conversations of yesterday: the page's turns and Rasa's memory."""
    try:
        forget_old_turns(engine)
    except KnowledgeError as error:
        # The next run tries again.
        _log.warning("turns not forgotten: %s", error)
    forget_rested_dialogues(settings.line.tracker_url, KEPT_HOURS)


def forget_old(engine: Engine, settings: Settings) -> None:
    """Words older than the deployment keeps messages."""
    try:
        forget_old_words(engine, settings.staff.retention_days)
    except KnowledgeError as error:
        _log.warning("words not forgotten: %s", error)
