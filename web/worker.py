"""`python -m web.worker`: does the background jobs until told to stop. One per machine; it has several threads.

Start it by `nice -n 5` (deploy/supervisord.conf does), so that residents at the page and LINE's webhook come first, even while it loads.
"""

import logging
import os

from web.application import open_conversation
from web.chat import clockwork
from web.job_queue import JobQueue, open_job_queue
from web.line.desk import open_desk
from web.line.notice.sending import send_due_notices
from web.line.turn import free_dead_turns
from web.line.work import clear, line_jobs, look_for_work
from web.settings import Settings, read_settings
from web.staff.clockwork import wind_up
from web.webhook.outbox import forget_messages
from web.webhook.work import look_for_messages, webhook_jobs

THREADS = 4
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
    conversation = open_conversation(settings)
    desk = open_desk(settings, conversation)
    queue = open_job_queue(settings, line_jobs(desk, open_job_queue(settings)) | webhook_jobs(settings, conversation))
    free_dead_turns(desk.engine)
    look_for_work(desk, queue)
    queue.repeat("line.look", lambda: look_for_work(desk, queue))
    queue.repeat("line.notices", lambda: send_due_notices(desk))
    queue.repeat("line.clear", lambda: clear(desk), minutes="30", hours="18")
    queue.repeat("webhook.look", lambda: look_for_messages(conversation, queue))
    queue.repeat("webhook.clear", lambda: forget_messages(conversation.engine), minutes="40", hours="18")
    clockwork.wind_up(queue, conversation.engine, settings)
    wind_up(queue, conversation.engine, settings)
    return queue


if __name__ == "__main__":
    main()
