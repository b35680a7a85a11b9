"""What the worker does for the resident's page by the clock: what /privacy promises to forget is forgotten."""

import logging

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from web.chat.turn import KEPT_HOURS, forget_old_turns
from web.forgetting import forget_rested_dialogues
from web.job_queue import JobQueue
from web.settings import Settings

_log = logging.getLogger(__name__)


def wind_up(queue: JobQueue, engine: Engine, settings: Settings) -> None:
    """Register the page's repeated job."""
    queue.repeat("chat.forget", lambda: forget_rested(engine, settings), minutes="*/10")


def forget_rested(engine: Engine, settings: Settings) -> None:
    """Conversations of yesterday: the page's turns and Rasa's memory."""
    try:
        forget_old_turns(engine)
    except KnowledgeError as error:
        # The next run tries again.
        _log.warning("turns not forgotten: %s", error)
    forget_rested_dialogues(settings.line.tracker_url, KEPT_HOURS)
