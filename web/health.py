"""GET /healthz: whether the whole chain answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify

from knowledge.errors import KnowledgeError
from knowledge.store import publication_version
from web.conversation import Conversation

STARTING_SECONDS = 120

health = Blueprint("health", __name__)


@dataclass(frozen=True)
class Condition:
    """How the service is: ready, starting or degraded, and why."""

    status: str
    reason: str | None = None


def condition(conversation: Conversation, since: float, *, clock: Callable[[], float] = time.monotonic) -> Condition:
    """Ask database, knowledge and dialogue in turn; `since` is when this process began, on the same clock."""
    try:
        publication_version(conversation.engine)
    except KnowledgeError:
        return Condition("degraded", "database")
    if not conversation.live.clerk.catalogue.entries:
        return Condition("degraded", "knowledge")
    if not conversation.rasa.ready():
        return Condition("starting") if clock() - since < STARTING_SECONDS else Condition("degraded", "dialogue")
    return Condition("ready")


@health.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when ready, else 503."""
    found = condition(current_app.extensions["conversation"], current_app.extensions["started"])
    body = {"status": found.status} | ({"reason": found.reason} if found.reason else {})
    return jsonify(body), 200 if found.status == "ready" else 503
