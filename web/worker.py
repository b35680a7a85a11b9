"""`python -m web.worker`: does the background jobs until told to stop. One per machine; it has several threads."""

import logging
import os

from web.application import open_conversation
from web.job_queue import JobQueue, open_job_queue
from web.line.desk import open_desk
from web.line.turn import free_dead_turns
from web.line.work import clear, line_jobs, look_for_work
from web.settings import Settings, read_settings

THREADS = 6

_POLL_SECONDS = 0.05
_LONGEST_POLL_SECONDS = 0.2


def main() -> None:
    """Read the settings, connect, take up what an earlier worker left, and work."""
    logging.basicConfig(level=os.environ.get("MADOGUCHI_LOG_LEVEL", "WARNING"), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    queue = open_worker(read_settings())
    options = {"initial_delay": _POLL_SECONDS, "max_delay": _LONGEST_POLL_SECONDS}
    queue.huey.create_consumer(workers=THREADS, worker_type="thread", graceful_signal="TERM", **options).run()


def open_worker(settings: Settings) -> JobQueue:
    """The queue with every job and every clock-driven job of this deployment."""
    desk = open_desk(settings, open_conversation(settings))
    queue = open_job_queue(settings, line_jobs(desk))
    free_dead_turns(desk.engine)
    look_for_work(desk, queue)
    queue.repeat("line.look", lambda: look_for_work(desk, queue))
    queue.repeat("line.clear", lambda: clear(desk), minutes="30", hours="18")
    return queue


if __name__ == "__main__":
    main()
