"""The worker's part of the webhook: ask, then hand the signed reply to the channel's callback until it takes it."""

import json
import logging
import time
from collections.abc import Callable

import httpx

from web.conversation import Conversation
from web.errors import WebError
from web.job_queue import JobQueue
from web.settings import Settings
from web.webhook.outbox import find_message, finish_message, keep_reply, unfinished
from web.webhook.signature import SIGNATURE_HEADER, TIME_HEADER, sign
from web.webhook_settings import WebhookSettings

TIMEOUT_SECONDS = 10.0

_log = logging.getLogger(__name__)


class CallbackUnavailable(WebError):
    """The channel's callback did not take a reply; the job is tried again."""


def answer_message(settings: Settings, conversation: Conversation, row_id: str) -> None:
    """Ask a stored message and hand over its reply; a second try hands over the same reply."""
    found = find_message(conversation.engine, row_id)
    channel = next((channel for channel in settings.webhooks if row_id.startswith(f"{channel.channel}/")), None)
    if found is None or channel is None:
        return
    message, reply = found
    if reply is None:
        reply = {"session_id": message.session, "id": row_id.partition("/")[2], **conversation.ask(message)}
        keep_reply(conversation.engine, row_id, reply)
    hand_over(channel, json.dumps(reply, ensure_ascii=False).encode())
    finish_message(conversation.engine, row_id)


def hand_over(channel: WebhookSettings, body: bytes) -> None:
    """Post a signed reply. CallbackUnavailable unless the callback answers 2xx."""
    timestamp = str(int(time.time()))
    headers = {"Content-Type": "application/json", TIME_HEADER: timestamp, SIGNATURE_HEADER: sign(channel.secret, timestamp, body)}
    try:
        httpx.post(channel.callback_url, content=body, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False).raise_for_status()
    except httpx.HTTPError as error:
        _log.warning("callback did not take a reply: channel=%s %s", channel.channel, type(error).__name__)
        raise CallbackUnavailable(type(error).__name__) from error


def look_for_messages(conversation: Conversation, queue: JobQueue) -> None:
    """Wake every message whose reply is still with us."""
    for row_id in unfinished(conversation.engine):
        queue.put("webhook.answer", row_id)


def webhook_jobs(settings: Settings, conversation: Conversation) -> dict[str, Callable[..., None]]:
    """The jobs by the names under which they are put into the queue."""
    return {"webhook.answer": lambda row_id: answer_message(settings, conversation, row_id)}
