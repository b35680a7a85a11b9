"""Rasa's HTTP: a message in, the bot's own JSON out."""

from dataclasses import dataclass
from typing import Any

import httpx

from knowledge.language import continued_language
from knowledge.sentence import sentences
from web.errors import DialogueUnavailable

# When a turn uttered several outcomes, the resident's question ended as the first of these that occurs.
_WEIGHT = ("error", "handoff", "answered", "partial", "clarifying", "fallback", "smalltalk")


@dataclass(frozen=True)
class Message:
    """What is sent to Rasa: the masked text and what frames it."""

    session: str
    text: str
    municipality: str | None
    language: str
    channel: str


class RasaClient:
    """Speaks to one Rasa server over a kept-alive connection; usable from many threads."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=timeout, trust_env=False)

    def send(self, message: Message) -> dict[str, Any]:
        """The turn's outcome as the chat API shows it. DialogueUnavailable when Rasa is down, slow or silent."""
        metadata = {"municipality": message.municipality, "language": message.language, "channel": message.channel}
        body = {"sender": f"{message.channel}:{message.session}", "message": message.text, "metadata": metadata}
        try:
            answer = self._http.post("/webhooks/madoguchi/webhook", json=body)
            answer.raise_for_status()
            parts = [part["custom"] for part in answer.json() if "custom" in part]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise DialogueUnavailable(type(error).__name__) from error
        if not parts:
            raise DialogueUnavailable("silent")
        return merge([spoken(part, message) for part in parts])

    def ready(self) -> bool:
        """Whether Rasa has loaded its model, listens, and reaches its actions."""
        try:
            return self._http.get("/webhooks/madoguchi/").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def spoken(part: dict[str, Any], message: Message) -> dict[str, Any]:
    """An outcome whose fixed sentence, if it names one, is said in the resident's language."""
    if "sentence" not in part:
        return part
    say = sentences(continued_language(message.text, message.language, part.get("language", "")))
    reply: dict[str, Any] = {"type": "text", "text": say.say(part["sentence"])}
    if part.get("choices"):
        labels = [say.say(key) for key in part["choices"]]
        reply |= {"type": "choices", "choices": [{"label": label, "message": label} for label in labels]}
    return {"resolution": part["resolution"], "reason": part["reason"], "municipality": message.municipality, "replies": [reply]}


def merge(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One outcome of several utterances: all replies in order, the weightiest resolution."""
    leading = min(parts, key=lambda part: _WEIGHT.index(part["resolution"]))
    return leading | {"replies": [reply for part in parts for reply in part["replies"]]}
