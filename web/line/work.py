"""The worker's jobs: a resident's turn, a look for what was left behind, the nightly clearing."""

import json
import logging
import threading
from collections.abc import Callable, Iterable

from knowledge.errors import KnowledgeError
from knowledge.sentence import sentences
from knowledge.store import transaction
from web.errors import WebError
from web.job_queue import JobQueue
from web.line.answering import Asked, answer
from web.line.delivery import Delivery, deliver
from web.line.desk import LineDesk
from web.line.dialogue import Said
from web.line.dialogue_memory import forget_dialogue
from web.line.erasure import erase_conversation, erase_message, forget_attempt
from web.line.errors import LineError
from web.line.event import LineEvent, read_event
from web.line.inbox import Step, Taken, finish, forget_events, has_work, keep_messages, next_taken, take_in, taken_back, waiting_turns
from web.line.messages import plain
from web.line.turn import held_turn, keep_turn
from web.line.user import LineUser, find_user, forget_user, mark_followed, mark_left, names_to_forget, remember_user

# A resident who waits longer sees that an answer is coming.
LOADING_AFTER_SECONDS = 1.0
# Some residents can take a message back for seven days (LYPプレミアム).
EVENTS_KEPT_DAYS = 8

_log = logging.getLogger(__name__)


def take_turn(desk: LineDesk, account: str, turn: str) -> None:
    """Answer a resident's waiting events, oldest first; done by one thread at a time."""
    while account in desk.apis and has_work(desk.engine, turn):
        with held_turn(desk.engine, turn) as mine:
            if not mine:
                return
            going = _work_through(desk, account, turn)
        if not going:
            return


def _work_through(desk: LineDesk, account: str, turn: str) -> bool:
    """Deal with events until none is left; False when one must wait for a later try."""
    while keep_turn(desk.engine, turn) and (taken := next_taken(desk.engine, desk.seal, turn)):
        outcome = deal_with(desk, account, turn, taken)
        if outcome is None:
            return False
        finish(desk.engine, taken.row_id, outcome)
        _log.info("line event: account=%s turn=%s type=%s outcome=%s", account, turn, taken.event.type, outcome)
    return True


def deal_with(desk: LineDesk, account: str, turn: str, taken: Taken) -> str | None:
    """Take one event from where it stands to its end; returns how it ended, None to try again later."""
    if taken.step is not Step.WAITING:
        return deliver(desk, Delivery(account, taken, taken.messages, doubtful=taken.step is Step.SENDING))
    event = taken.event
    user = find_user(desk.engine, desk.seal, account, turn)
    if event.type == "unsend":
        return _take_back(desk, account, turn, event)
    if event.type == "message" and taken_back(desk.engine, account, event.message_id):
        return "unsent"
    if not _note_presence(desk, user, taken.event):
        return "outdated"
    if taken.tried:
        forget_attempt(desk.engine, turn, since=taken.tried)
    said = _answer_in_time(desk, taken.event, user)
    return _send(desk, account, taken, said) if said else "ignored"


def _take_back(desk: LineDesk, account: str, turn: str, event: LineEvent) -> str:
    if not erase_message(desk.engine, account, event.message_id, turn):
        return "nothing_to_erase"
    forget_dialogue(desk.settings.tracker_url, turn)
    return "erased"


def _forget(desk: LineDesk, name: str) -> None:
    """Erase every word of a conversation and all that is kept of the user."""
    erase_conversation(desk.engine, name)
    forget_dialogue(desk.settings.tracker_url, name)
    forget_user(desk.engine, name)


def _note_presence(desk: LineDesk, user: LineUser, event: LineEvent) -> bool:
    """Keep who follows and who left; False when a newer event has said otherwise."""
    if event.type in ("follow", "join"):
        return mark_followed(desk.engine, desk.seal, user, event.source.id, at=event.at)
    if event.type in ("unfollow", "leave"):
        return mark_left(desk.engine, desk.seal, user, event.source.id, at=event.at)
    return True


def _answer_in_time(desk: LineDesk, event: LineEvent, user: LineUser) -> Said | None:
    """The answer; while it takes long, the chat shows that it is being looked for."""
    timer = threading.Timer(LOADING_AFTER_SECONDS, _show_loading, (desk, user.account, event.source.id))
    timer.daemon = True
    if event.type == "message" and event.source.kind == "user":
        timer.start()
    try:
        return answer(desk, Asked(event, user))
    except (WebError, KnowledgeError):
        raise
    except Exception as error:
        # The worker's outer net: one event must not stop its sender's others, and the sender is told.
        _log.exception("line event failed: %s", type(error).__name__)
        return Said(plain(sentences(user.language).say("dialogue_unavailable")), user)
    finally:
        timer.cancel()


def _show_loading(desk: LineDesk, account: str, line_id: str) -> None:
    try:
        desk.apis[account].show_loading(line_id)
    except LineError as error:
        # Only a courtesy: the answer itself is on its way.
        _log.info("loading not shown: %s", error)


def _send(desk: LineDesk, account: str, taken: Taken, said: Said) -> str | None:
    messages = list(said.rendered.messages)
    if said.erased:
        _forget(desk, said.user.name)
    with transaction(desk.engine) as session:
        # Together, so that a choice is never taken twice.
        if taken.event.source.id and not said.erased:
            remember_user(session, desk.seal, said.user, taken.event.source.id)
        keep_messages(session, desk.seal, taken.row_id, messages)
    return deliver(desk, Delivery(account, taken, messages))


def look_for_work(desk: LineDesk, queue: JobQueue) -> None:
    """Wake every turn with unfinished events: after a crash, after a pause, when the queue was away."""
    wake(queue, waiting_turns(desk.engine))


def wake(queue: JobQueue, turns: Iterable[Iterable[str]]) -> None:
    """Have each turn (account and name) taken by whichever thread is free."""
    for turn in turns:
        queue.put("line.turn", *turn)


def take_in_later(desk: LineDesk, queue: JobQueue, account: str, sealed: str) -> None:
    """Store events that came while the database was busy, and wake their turns."""
    events = [event for body in desk.seal.open(sealed) if (event := read_event(body))]
    wake(queue, take_in(desk.engine, desk.seal, account, events))


def clear(desk: LineDesk) -> None:
    """Forget finished events, and the users who left long enough ago."""
    forget_events(desk.engine, days=EVENTS_KEPT_DAYS)
    for name in names_to_forget(desk.engine, days=desk.settings.keep_days):
        _forget(desk, name)


def line_jobs(desk: LineDesk, queue: JobQueue) -> dict[str, Callable[..., None]]:
    """The jobs by the names under which they are put into the queue; `queue` is where they put further ones."""
    return {
        "line.turn": lambda account, turn: take_turn(desk, account, turn),
        "line.turns": lambda turns: wake(queue, json.loads(turns)),
        "line.take_in": lambda account, sealed: take_in_later(desk, queue, account, sealed),
    }
