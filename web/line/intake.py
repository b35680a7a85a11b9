"""What many webhook calls bring at once is stored in one transaction: a busy moment costs one write, not hundreds."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from web.errors import QueueUnavailable
from web.job_queue import JobQueue
from web.line.event import LineEvent
from web.line.inbox import sealed_rows, store_rows
from web.line.seal import Seal

_log = logging.getLogger(__name__)


@dataclass
class _Call:
    """One call's rows, and whether they are stored."""

    rows: list[dict[str, object]]
    stored: bool = field(default=False)


class Intake:
    """Held by the application; its calls wait for one another's commit, the first one in writes for all."""

    def __init__(self, engine: Engine, seal: Seal, queue: JobQueue) -> None:
        self._engine, self._seal, self._queue = engine, seal, queue
        self._waiting: list[_Call] = []
        self._adding = threading.Lock()
        self._writing = threading.Lock()

    def take(self, account: str, events: Iterable[LineEvent]) -> bool:
        """Store a call's events and have them worked on; False when neither database nor queue took them."""
        events = list(events)
        call = _Call(sealed_rows(self._seal, account, events))
        with self._adding:
            self._waiting.append(call)
        turns: tuple[tuple[str, str], ...] = ()
        with self._writing:
            if not call.stored:
                turns = self._write()
        for turn in turns:
            self._wake(*turn)
        return call.stored or not call.rows or self._leave(account, events)

    def _write(self) -> tuple[tuple[str, str], ...]:
        with self._adding:
            calls, self._waiting = self._waiting, []
        try:
            turns = store_rows(self._engine, [row for call in calls for row in call.rows])
        except KnowledgeError as error:
            _log.warning("line events go by the queue: %s", error)
            return ()
        for call in calls:
            call.stored = True
        return turns

    def _wake(self, account: str, turn: str) -> None:
        try:
            self._queue.put("line.turn", account, turn)
        except QueueUnavailable as error:
            # The worker looks into the inbox by itself every minute.
            _log.warning("worker not told: %s", error)

    def _leave(self, account: str, events: list[LineEvent]) -> bool:
        """Leave the events, sealed, to the worker, who has more time than LINE gives us."""
        try:
            self._queue.put("line.take_in", account, self._seal.close([event.body for event in events]))
        except QueueUnavailable as error:
            _log.error("line events not stored: %s", error)
            return False
        return True
