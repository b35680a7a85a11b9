"""The only way to the bot, for every channel: mask, ask, time, remember."""

import logging
import time
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from knowledge.disaster_notice import current_notices
from knowledge.emergency import emergency_outcome, find_emergency
from knowledge.errors import KnowledgeError
from knowledge.language import detect_language, spoken_language
from knowledge.live import LiveClerk
from knowledge.memory import Memory
from knowledge.reply import outcome_json
from knowledge.sentence import sentences
from web.errors import DialogueUnavailable
from web.maintenance import maintenance_note
from web.message_log import Exchange, remember
from web.privacy import mask
from web.rasa_client import Message, RasaClient

_log = logging.getLogger(__name__)

MAX_CHARACTERS = 500


def is_too_long(text: str) -> bool:
    """Whether a message is longer than windows take; who tells of danger is heard at any length."""
    return len(text) > MAX_CHARACTERS and find_emergency(text) is None


@dataclass(frozen=True)
class Conversation:
    """What a question needs to be answered: the dialogue, the clerk for when it is away, the log."""

    rasa: RasaClient
    live: LiveClerk
    engine: Engine

    def ask(self, message: Message) -> dict[str, Any]:
        """Answer a resident's message; returns the chat API's reply without its session. Never raises."""
        started = time.perf_counter()
        masked = mask(message.text)
        message = replace(message, text=masked.text, language=spoken_language(masked.text, message.language))
        reply = self._emergency(message) or self._answer(message)
        if masked.hidden:
            reply = _with_mask_told(reply, sentences(message.language).say("masked"))
        reply = _with_notices(reply, self.notices(reply.get("municipality")))
        return self._remembered(message, reply, round(1000 * (time.perf_counter() - started)))

    def _emergency(self, message: Message) -> dict[str, Any] | None:
        """Danger comes first, before the dialogue and whatever it is in the middle of."""
        kind = find_emergency(message.text)
        if kind is None:
            return None
        # One foreign word is enough here: who cries "fire" must be able to read the answer.
        told = detect_language(message.text, latin_words=1) if message.language == "ja" else None
        return outcome_json(emergency_outcome(kind, Memory(municipality=message.municipality, language=told or message.language)))

    def notices(self, municipality: str | None) -> tuple[str, ...]:
        """What stands above every reply now: that there is maintenance, and disaster notices."""
        try:
            told = maintenance_note(self.engine)
            return (*((told,) if told else ()), *current_notices(self.engine, municipality))
        except KnowledgeError as error:
            _log.warning("notices not read: %s", error)
            return ()

    def _answer(self, message: Message) -> dict[str, Any]:
        try:
            return self.rasa.send(message)
        except DialogueUnavailable as error:
            _log.warning("dialogue unavailable: %s", error)
            return self._answer_alone(message)

    def _answer_alone(self, message: Message) -> dict[str, Any]:
        """Without Rasa a question is still answered, but not its conversation."""
        say = sentences(message.language)
        try:
            outcome = self.live.clerk.answer(message.text, Memory(municipality=message.municipality, language=message.language))
            return _with_notices(outcome_json(outcome), (say.say("context_unavailable"),))
        except KnowledgeError as error:
            _log.error("clerk failed: %s", error)
            text = {"type": "text", "text": say.say("dialogue_unavailable")}
            return {"resolution": "error", "reason": "dialogue_unavailable", "municipality": message.municipality, "replies": [text]}

    def _remembered(self, message: Message, reply: dict[str, Any], milliseconds: int) -> dict[str, Any]:
        exchange = Exchange(message.session, message.channel, message.language, message.text, reply, milliseconds)
        try:
            return reply | {"message_id": remember(self.engine, exchange)}
        except KnowledgeError as error:
            # The resident is answered all the same.
            _log.warning("message not remembered: %s", error)
            return reply


def _with_notices(reply: dict[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
    return reply | {"replies": [*({"type": "notice", "text": text} for text in texts), *reply["replies"]]}


def _with_mask_told(reply: dict[str, Any], text: str) -> dict[str, Any]:
    """That something was hidden is said first, but not before the number that someone in danger must call."""
    if reply["reason"] == "emergency":
        return reply | {"replies": [*reply["replies"], {"type": "notice", "text": text}]}
    return _with_notices(reply, (text,))
