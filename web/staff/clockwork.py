"""What the worker does for the desk by the clock: publish what is due, add up the day's counts, learn anew, purge what is old."""

import logging

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from web.job_queue import JobQueue
from web.settings import Settings
from web.staff.answers.publication import publish_due
from web.staff.figures.daily import add_up
from web.staff.jobs import Job, run_apart, start_job
from web.staff.questions.confirmed import KIND, SUBJECT, learning_due
from web.staff.switches.retention import purge_due

# Who has asked, where nobody did.
_CLOCK = "（自動）"

_log = logging.getLogger(__name__)


def wind_up(queue: JobQueue, engine: Engine, settings: Settings) -> None:
    """Register the desk's repeated jobs (the hours are UTC: 18 is three in the morning in Japan)."""
    queue.repeat("staff.publish", lambda: _publish(engine))
    queue.repeat("staff.count", lambda: _count(engine), minutes="*/5")
    queue.repeat("staff.learn", lambda: _learn(engine), minutes="40", hours="17")
    queue.repeat("staff.purge", lambda: _purge(engine, settings.staff.retention_days), minutes="10", hours="18")


def _publish(engine: Engine) -> None:
    try:
        publish_due(engine)
    except KnowledgeError as error:
        # The next minute tries again.
        _log.warning("scheduled publishing: %s", error)


def _count(engine: Engine) -> None:
    try:
        while add_up(engine) > 0:
            pass
    except KnowledgeError as error:
        _log.warning("daily counts: %s", error)


def _learn(engine: Engine) -> None:
    try:
        if learning_due(engine):
            start_job(engine, run_apart, Job(KIND, SUBJECT, _CLOCK))
    except KnowledgeError as error:
        _log.warning("learning: %s", error)


def _purge(engine: Engine, days: int) -> None:
    try:
        _log.info("purged %s", purge_due(engine, days))
    except KnowledgeError as error:
        _log.warning("purge: %s", error)
