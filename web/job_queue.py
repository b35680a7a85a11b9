"""The queue of background jobs (huey): SQLite in the data folder by default, Redis by MADOGUCHI_QUEUE_URL.

Who has work for the background puts a job's name and arguments in; `web.worker` names the functions that do them.
A job may be done twice and must allow it; what must not be lost stands in the database, not here.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.exceptions import HueyException
from redis.exceptions import RedisError

from web.errors import QueueUnavailable
from web.settings import Settings

RETRIES = 3
RETRY_SECONDS = 2

_BUSY_SECONDS = 1.0

Job = Callable[..., None]


@dataclass(frozen=True)
class JobQueue:
    """Takes jobs; `huey` is what the worker consumes."""

    huey: Huey
    _run: TaskWrapper

    def put(self, job: str, *arguments: str, delay: float = 0.0) -> None:
        """Have a job done soon, or `delay` seconds from now. QueueUnavailable when the queue is away."""
        try:
            self._run.schedule((job, *arguments), delay=delay) if delay else self._run(job, *arguments)
        except (HueyException, sqlite3.Error, RedisError) as error:
            raise QueueUnavailable(type(error).__name__) from error

    def repeat(self, name: str, job: Job, *, minutes: str = "*", hours: str = "*") -> None:
        """Do a job of this process by the clock (a crontab's minutes and hours)."""
        self.huey.periodic_task(crontab(minute=minutes, hour=hours), name=name)(job)


def open_job_queue(settings: Settings, jobs: Mapping[str, Job] | None = None) -> JobQueue:
    """Connect to the queue; only the worker gives the functions behind the jobs' names."""
    known = dict(jobs or {})

    def run(job: str, *arguments: str) -> None:
        known[job](*arguments)

    huey = _open_huey(settings)
    return JobQueue(huey, huey.task(retries=RETRIES, retry_delay=RETRY_SECONDS, name="run")(run))


def _open_huey(settings: Settings) -> Huey:
    if settings.queue_url:
        return RedisHuey("madoguchi", url=settings.queue_url, results=False)
    path = settings.knowledge.data / "queue.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("madoguchi", filename=str(path), results=False, timeout=_BUSY_SECONDS)
