"""POST /webhook/<channel>: a signed question in the chat API's shape; the reply comes in the response or to the callback."""

import time
import uuid
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from knowledge.errors import KnowledgeError
from web.conversation import Conversation
from web.errors import QueueUnavailable
from web.job_queue import JobQueue, open_job_queue
from web.problem import Problem, ProblemError
from web.settings import Settings
from web.webhook.outbox import keep_message
from web.webhook.signature import SIGNATURE_HEADER, TIME_HEADER, is_signed
from web.webhook.webhook_request import WebhookRequest, read_webhook_request
from web.webhook_settings import WebhookSettings

webhook = Blueprint("webhook", __name__)

NO_CHANNEL = Problem(404, "この経路は登録されていません", "アドレスの経路の名前をお確かめください。")
BAD_SIGNATURE = Problem(401, "署名を確かめられません", "鍵と時刻をお確かめのうえ、もう一度お送りください（時刻のずれは5分まで）。")
NOT_STORED = Problem(503, "ただいまお受けできません", "しばらくしてから、もう一度お送りください。")


@webhook.record
def connect(state: Any) -> None:
    """Open the queue, once per application, when a channel has a callback."""
    settings: Settings = state.app.extensions["settings"]
    if any(channel.callback_url for channel in settings.webhooks):
        state.app.extensions["webhook_queue"] = open_job_queue(settings)


@webhook.post("/webhook/<name>")
def take(name: str) -> tuple[Response, int]:
    """200 with the reply, or 202 when the reply will go to the channel's callback."""
    settings: Settings = current_app.extensions["settings"]
    channel = next((channel for channel in settings.webhooks if channel.channel == name), None)
    if channel is None:
        raise ProblemError(NO_CHANNEL)
    asked = read_webhook_request(signed_body(channel), name, tuple(_conversation().live.clerk.catalogue.municipalities))
    return accept(asked) if channel.callback_url else answer(asked)


def signed_body(channel: WebhookSettings) -> bytes:
    """The raw body, when the channel's secret signed exactly these bytes just now."""
    raw = request.get_data(cache=False)
    headers = (request.headers.get(TIME_HEADER, ""), request.headers.get(SIGNATURE_HEADER, ""))
    if not is_signed(channel.secret, headers, raw, clock=time.time()):
        raise ProblemError(BAD_SIGNATURE)
    return raw


def answer(asked: WebhookRequest) -> tuple[Response, int]:
    """Ask at once."""
    return jsonify({"session_id": asked.message.session, **_conversation().ask(asked.message)}), 200


def accept(asked: WebhookRequest) -> tuple[Response, int]:
    """Store the message and let the worker ask; the same id is taken once."""
    message_id = asked.id or str(uuid.uuid4())
    row_id = f"{asked.message.channel}/{message_id}"
    try:
        if keep_message(_conversation().engine, row_id, asked.message):
            _tell_worker(row_id)
    except KnowledgeError:
        raise ProblemError(NOT_STORED) from None
    return jsonify({"session_id": asked.message.session, "id": message_id}), 202


def _tell_worker(row_id: str) -> None:
    queue: JobQueue = current_app.extensions["webhook_queue"]
    try:
        queue.put("webhook.answer", row_id)
    except QueueUnavailable:
        # The worker looks for unfinished messages every minute.
        current_app.logger.warning("worker not told of a webhook message")


def _conversation() -> Conversation:
    conversation: Conversation = current_app.extensions["conversation"]
    return conversation
