"""What many webhook calls bring at once is stored in one transaction: a busy moment costs one write, not hundreds."""

import json
import logging
import queue
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from web.errors import QueueUnavailable
from web.job_queue import JobQueue
from web.line.event import LineEvent
from web.line.inbox import sealed_rows, store_rows
from web.line.seal import Seal

# With the second that a busy queue is waited for, LINE has its 200 within two.
STORE_SECONDS = 0.8

_MOST_CALLS = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Call:
    """One call's rows, and whether they came to be stored."""

    rows: list[dict[str, object]]
    stored: Future[bool] = field(default_factory=Future)


class Intake:
    """Held by the application; one thread of its own writes for all calls that wait."""

    def __init__(self, engine: Engine, seal: Seal, jobs: JobQueue) -> None:
        self._engine, self._seal, self._jobs = engine, seal, jobs
        self._waiting: queue.SimpleQueue[_Call] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._writer: threading.Thread | None = None

    def take(self, account: str, events: Iterable[LineEvent]) -> bool:
        """Store a call's events and have them worked on; False when neither database nor queue took them."""
        events = list(events)
        call = _Call(sealed_rows(self._seal, account, events))
        if not call.rows:
            return True
        self._waiting.put(call)
        self._start()
        try:
            stored = call.stored.result(STORE_SECONDS)
        except TimeoutError:
            # Should it be stored later after all: an event that comes twice is kept once.
            stored = False
        return stored or self._leave(account, events)

    def _start(self) -> None:
        """Start the writer where it doesn't run: at the first call, and in a process forked since."""
        with self._starting:
            if self._writer is None or not self._writer.is_alive():
                self._writer = threading.Thread(target=self._write_on, name="line-intake", daemon=True)
                self._writer.start()

    def _write_on(self) -> None:
        while True:
            calls = [self._waiting.get()]
            while len(calls) < _MOST_CALLS and not self._waiting.empty():
                calls.append(self._waiting.get())
            self._write(calls)

    def _write(self, calls: list[_Call]) -> None:
        """Store the calls' rows, let their callers go, then wake the worker."""
        try:
            turns = store_rows(self._engine, [row for call in calls for row in call.rows])
        except KnowledgeError as error:
            _log.warning("line events go by the queue: %s", error)
            turns = None
        for call in calls:
            call.stored.set_result(turns is not None)
        if turns:
            self._wake(turns)

    def _wake(self, turns: tuple[tuple[str, str], ...]) -> None:
        try:
            self._jobs.put("line.turns", json.dumps(turns))
        except QueueUnavailable as error:
            # The worker looks into the inbox by itself every minute.
            _log.warning("worker not told: %s", error)

    def _leave(self, account: str, events: list[LineEvent]) -> bool:
        """Leave the events, sealed, to the worker, who has more time than LINE gives us."""
        try:
            self._jobs.put("line.take_in", account, self._seal.close([event.body for event in events]))
        except QueueUnavailable as error:
            _log.error("line events not stored: %s", error)
            return False
        return True
