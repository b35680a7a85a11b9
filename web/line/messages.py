"""A reply of the chat API as LINE messages: bubbles for cited answers, text for the rest, choices to tap or to type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.sentence import Sentences
from web.line.bubble import MAX_BUBBLE_TEXT, answer_bubble
from web.line.offer import MAX_OFFERS, Offer, numbered, quick_reply
from web.line.text_length import cut, split, units

MAX_MESSAGES = 5
MAX_TEXT = 5000

_MAX_ALT_TEXT = 400
_MARKABLE = ("answered", "partial")


@dataclass(frozen=True)
class Rendered:
    """What is sent, at most five messages, and what was offered in them, in the order of its numbers."""

    messages: tuple[dict[str, Any], ...]
    offers: tuple[Offer, ...] = ()


def render(reply: Mapping[str, Any], say: Sentences) -> Rendered:
    """The messages of a chat API reply."""
    bubbles = reply["replies"]
    offers = tuple(_offer(choice) for bubble in bubbles for choice in (*bubble.get("choices", ()), *bubble.get("related", ())))[:MAX_OFFERS]
    markable = reply if reply.get("resolution") in _MARKABLE and reply.get("message_id") else {}
    parts: list[dict[str, Any]] = []
    for bubble in bubbles:
        parts += _messages(bubble, markable, say)
    return Rendered(_finished(parts, bubbles, offers, say), offers)


def plain(text: str, offers: Sequence[Offer] = ()) -> Rendered:
    """A sentence of ours, with what can be chosen."""
    shown = "\n\n".join((text, numbered(offers))) if offers else text
    parts = [_text(part) for part in split(shown, MAX_TEXT)][:MAX_MESSAGES]
    return Rendered(_with_quick_reply(parts, offers), tuple(offers))


def without_bubbles(messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same messages as plain text, for when LINE refuses a bubble."""
    return [{**_text(message["altText"]), **_kept_quick_reply(message)} if message["type"] == "flex" else dict(message) for message in messages]


def _kept_quick_reply(message: Mapping[str, Any]) -> dict[str, Any]:
    return {"quickReply": message["quickReply"]} if "quickReply" in message else {}


def _offer(choice: Mapping[str, str]) -> Offer:
    return Offer(choice["label"], text=choice["message"])


def _messages(bubble: Mapping[str, Any], markable: Mapping[str, Any], say: Sentences) -> list[dict[str, Any]]:
    if bubble.get("citations") and bubble["text"].strip() and units(bubble["text"]) <= MAX_BUBBLE_TEXT:
        return [{"type": "flex", "altText": cut(bubble["text"], _MAX_ALT_TEXT), "contents": answer_bubble(bubble, markable, say)}]
    return [_text(part) for part in split(bubble["text"], MAX_TEXT)]


def _finished(parts: list[dict[str, Any]], bubbles: Sequence[Mapping[str, Any]], offers: Sequence[Offer], say: Sentences) -> tuple[dict[str, Any], ...]:
    """Numbers for the offers, no more than five messages, quick replies under the last."""
    if offers:
        head = "" if bubbles[-1].get("choices") else say.say("related_head") + "\n"
        _append(parts, head + numbered(offers))
    if not parts:
        parts.append(_text(say.say("nothing_to_say")))
    return _with_quick_reply(_joined(parts), offers)


def _append(parts: list[dict[str, Any]], text: str) -> None:
    if parts and parts[-1]["type"] == "text" and units(parts[-1]["text"]) + units(text) + 2 <= MAX_TEXT:
        parts[-1] = _text(f"{parts[-1]['text']}\n\n{text}")
    else:
        parts.append(_text(text))


def _joined(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring texts joined until five messages are enough; what is beyond even then is cut off at the end."""
    while len(parts) > MAX_MESSAGES:
        place = next((i for i in range(len(parts) - 1) if _joinable(parts[i], parts[i + 1])), None)
        if place is None:
            return parts[:MAX_MESSAGES]
        parts[place : place + 2] = [_text(f"{parts[place]['text']}\n\n{parts[place + 1]['text']}")]
    return parts


def _joinable(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["type"] == other["type"] == "text" and units(one["text"]) + units(other["text"]) + 2 <= MAX_TEXT


def _with_quick_reply(parts: list[dict[str, Any]], offers: Sequence[Offer]) -> tuple[dict[str, Any], ...]:
    if offers and parts:
        parts[-1] = {**parts[-1], "quickReply": quick_reply(offers)}
    return tuple(parts)


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}
