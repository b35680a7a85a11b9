"""A webhook event, read tolerantly: unknown types and fields pass, missing ones are empty."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SOURCES = {"user": "userId", "group": "groupId", "room": "roomId"}


@dataclass(frozen=True)
class Source:
    """Where an event comes from: `kind` is user, group, room or empty; `id` is LINE's."""

    kind: str
    id: str


@dataclass(frozen=True)
class LineEvent:
    """One event. `at` is LINE's time in milliseconds, `body` the event as LINE sent it."""

    id: str
    type: str
    at: int
    source: Source
    body: Mapping[str, Any]

    @property
    def active(self) -> bool:
        """Whether this channel is to answer; a channel on standby is not."""
        return self.body.get("mode") != "standby"

    @property
    def reply_token(self) -> str:
        """The token, or nothing for events that can't be replied to."""
        return _text(self.body.get("replyToken"))

    @property
    def message(self) -> Mapping[str, Any]:
        """The message of a message event, else empty."""
        return _mapping(self.body.get("message"))

    @property
    def message_id(self) -> str:
        """The id of the message sent, or of the message taken back."""
        detail = self.message if self.type == "message" else _mapping(self.body.get("unsend"))
        return _text(detail.get("id") or detail.get("messageId"))

    @property
    def text(self) -> str:
        """The words of a text message, else empty."""
        return _text(self.message.get("text")) if self.message.get("type") == "text" else ""

    @property
    def data(self) -> str:
        """The data of a postback, else empty."""
        return _text(_mapping(self.body.get("postback")).get("data"))


def read_event(body: Any) -> LineEvent | None:
    """The event in a JSON value; None for what is no object at all."""
    if not isinstance(body, Mapping):
        return None
    at = body.get("timestamp")
    return LineEvent(
        id=_text(body.get("webhookEventId")) or _digest(body),
        type=_text(body.get("type")) or "unknown",
        at=at if isinstance(at, int) and abs(at) < 2**63 else 0,
        source=_source(_mapping(body.get("source"))),
        body=body,
    )


def addressed_text(event: LineEvent) -> str:
    """The words meant for us: in a group only what mentions this account, without the mention itself."""
    if event.source.kind == "user":
        return event.text
    own = own_mentions(event)
    return _without(event.text, own) if own else ""


def own_mentions(event: LineEvent) -> list[tuple[int, int]]:
    """Where a text mentions this account: start and length in UTF-16 units, as LINE counts."""
    mentionees = _mapping(event.message.get("mention")).get("mentionees")
    own = [_mapping(m) for m in mentionees if _mapping(m).get("isSelf") is True] if isinstance(mentionees, list) else []
    return [(_number(m.get("index")), _number(m.get("length"))) for m in own]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    units = text.encode("utf-16-le")
    for start, length in sorted(spans, reverse=True):
        units = units[: 2 * start] + units[2 * (start + length) :]
    return units.decode("utf-16-le", errors="ignore").strip()


def _source(body: Mapping[str, Any]) -> Source:
    kind = _text(body.get("type"))
    return Source(kind, _text(body.get(_SOURCES.get(kind, ""))))


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _text(value: object) -> str:
    """The string, without half characters and zeros, which no database takes."""
    return value.encode("utf-8", "replace").decode().replace("\x00", "") if isinstance(value, str) else ""


def _number(value: object) -> int:
    return max(0, value) if isinstance(value, int) else 0


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
