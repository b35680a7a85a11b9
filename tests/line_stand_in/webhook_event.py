"""Webhook events as LINE sends them, and their signature."""

import base64
import hashlib
import hmac
import itertools
import json
import time
import uuid
from typing import Any

CHANNEL_SECRET = "stand-in-channel-secret"
DESTINATION = "U" + "0" * 32

_numbers = itertools.count(1)


def user_id(number: int) -> str:
    return f"U{number:032x}"


def event(kind: str, user: str, **fields: Any) -> dict[str, Any]:
    """An event of a one-to-one chat."""
    body = {
        "type": kind,
        "mode": "active",
        "timestamp": time.time_ns() // 1_000_000,
        "source": {"type": "user", "userId": user},
        "webhookEventId": uuid.uuid4().hex[:26].upper(),
        "deliveryContext": {"isRedelivery": False},
    }
    return body | fields


def text_event(user: str, text: str, token: str, **fields: Any) -> dict[str, Any]:
    message = {"type": "text", "id": str(time.time_ns() + next(_numbers)), "text": text, "quoteToken": uuid.uuid4().hex}
    return event("message", user, replyToken=token, message=message, **fields)


def postback_event(user: str, data: str, token: str) -> dict[str, Any]:
    return event("postback", user, replyToken=token, postback={"data": data})


def body_of(*events: dict[str, Any]) -> bytes:
    return json.dumps({"destination": DESTINATION, "events": list(events)}, ensure_ascii=False).encode()


def signature_of(body: bytes, secret: str = CHANNEL_SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def headers_for(body: bytes, secret: str = CHANNEL_SECRET) -> dict[str, str]:
    return {"X-Line-Signature": signature_of(body, secret), "Content-Type": "application/json"}
