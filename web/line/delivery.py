"""Getting an answer to the resident exactly once: by the free reply token while it lives, else one push with a retry key."""

import logging
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.store import now
from web.line.api import LineApi
from web.line.budget import give_back, reserve
from web.line.desk import LineDesk
from web.line.errors import LineBusy, LineRefused, LineSilent, TokenRefused
from web.line.inbox import Step, Taken, mark_pushing
from web.line.messages import without_bubbles

# LINE lets a reply token live about a minute; what is left over is for the call itself.
REPLY_SECONDS = 50.0
TOKEN_SECONDS = 60.0
# A push that LINE never took is given up after this long; its retry key would hold for a day.
GIVE_UP_SECONDS = 3600.0

_PAUSES = (0.3, 1.0)

_log = logging.getLogger(__name__)

Messages = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Delivery:
    """One answer on its way: the event it answers, and whether an earlier attempt may have arrived."""

    account: str
    taken: Taken
    messages: Messages
    doubtful: bool = False

    @property
    def age(self) -> float:
        """Seconds since the event came in."""
        return (now() - self.taken.received).total_seconds()

    @property
    def retry_key(self) -> str:
        """The same for every attempt at this event."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"madoguchi:line:{self.taken.row_id}"))


def deliver(desk: LineDesk, delivery: Delivery) -> str | None:
    """Send the answer; returns how it ended, or None when it must be tried again later."""
    if delivery.taken.step is Step.PUSHING:
        return _push(desk, delivery)
    if not delivery.taken.event.reply_token:
        return "silent"
    if delivery.doubtful or delivery.age < REPLY_SECONDS:
        return _reply(desk, delivery)
    return _push(desk, delivery)


def _reply(desk: LineDesk, delivery: Delivery) -> str | None:
    """One reply; the token takes one message only, so a refused token after a doubtful attempt means it arrived."""
    api, doubtful = desk.apis[delivery.account], delivery.doubtful
    for pause in (*_PAUSES, None):
        try:
            _send_reply(api, delivery)
            return "replied"
        except TokenRefused:
            return _after_refused_token(desk, replace(delivery, doubtful=doubtful))
        except LineRefused as error:
            _log.error("line refused a reply: %s", error)
            return "refused"
        except (LineBusy, LineSilent) as error:
            doubtful = doubtful or isinstance(error, LineSilent)
            _log.warning("line did not take a reply: %s", error)
            _wait(pause, error)
    return _push(desk, delivery) if not doubtful else _after_refused_token(desk, replace(delivery, doubtful=True))


def _send_reply(api: LineApi, delivery: Delivery) -> None:
    token = delivery.taken.event.reply_token
    try:
        api.reply(token, delivery.messages)
    except LineRefused as error:
        # A bubble that LINE doesn't take doesn't use the token up.
        if error.status != 400 or not any(message["type"] == "flex" for message in delivery.messages):
            raise
        _log.error("line refused a bubble: %s", error)
        api.reply(token, without_bubbles(delivery.messages))


def _after_refused_token(desk: LineDesk, delivery: Delivery) -> str | None:
    if not delivery.doubtful:
        return _push(desk, delivery)
    # Nothing at LINE tells whether the earlier attempt arrived once the token is too old; never twice.
    return "replied" if delivery.age < TOKEN_SECONDS else "doubtful"


def _push(desk: LineDesk, delivery: Delivery) -> str | None:
    event = delivery.taken.event
    if event.source.kind != "user":
        return "late"
    if delivery.age > GIVE_UP_SECONDS:
        return "given_up"
    budget = desk.settings.budget(delivery.account)
    if not reserve(desk.engine, delivery.account, delivery.retry_key, messages=1, budget=budget):
        _log.warning("no push budget left: account=%s", delivery.account)
        return "no_budget"
    mark_pushing(desk.engine, delivery.taken.row_id)
    return _send_push(desk, delivery)


def _send_push(desk: LineDesk, delivery: Delivery) -> str | None:
    api, to = desk.apis[delivery.account], delivery.taken.event.source.id
    for pause in (*_PAUSES, None):
        try:
            api.push(to, delivery.messages, retry_key=delivery.retry_key)
            return "pushed"
        except LineRefused as error:
            _log.warning("line refused a push: %s", error)
            give_back(desk.engine, delivery.retry_key)
            return "refused"
        except (LineBusy, LineSilent) as error:
            _log.warning("line did not take a push: %s", error)
            _wait(pause, error)
    return None


def _wait(pause: float | None, error: LineBusy | LineSilent) -> None:
    if pause is not None:
        asked = error.retry_after if isinstance(error, LineBusy) else 0.0
        time.sleep(max(pause, min(asked, 5.0)))
