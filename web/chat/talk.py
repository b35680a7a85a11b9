"""One sending of the chat page: asked once, kept, and given back the same when it is sent again."""

import logging
import secrets
from dataclasses import dataclass
from typing import Any

from knowledge.errors import KnowledgeError
from web.chat.turn import Turn, await_reply, begin, find, finish, forget, turns
from web.conversation import Conversation
from web.forgetting import forget_dialogue
from web.privacy import mask
from web.rasa_client import Message

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Talk:
    """The page's side of the conversation core."""

    conversation: Conversation
    tracker_url: str = ""

    def say(self, message: Message, request: str) -> Turn:
        """Put a message to the bot, unless this very sending was answered before. Never raises."""
        question = mask(message.text).text
        name = self._name(message.session, request, question)
        if not self._begun(message.session, name, question):
            kept = await_reply(self.conversation.engine, message.session, name)
            if kept:
                return kept
        return self._keep(message.session, Turn(name, question, self.conversation.ask(message)))

    def history(self, session: str) -> tuple[Turn, ...]:
        """What was said before; nothing when the database is away."""
        try:
            return turns(self.conversation.engine, session)
        except KnowledgeError as error:
            _log.warning("turns not read: %s", error)
            return ()

    def forget(self, session: str) -> None:
        """Erase what was said, here and in Rasa's memory."""
        forget(self.conversation.engine, session)
        forget_dialogue(self.tracker_url, session)

    def _name(self, session: str, request: str, question: str) -> str:
        """The sending's name; a new one when the page went back and asks something else under an old name."""
        try:
            before = find(self.conversation.engine, session, request)
        except KnowledgeError:
            return request
        return request if before is None or before.question == question else secrets.token_urlsafe(16)

    def _begun(self, session: str, request: str, question: str) -> bool:
        try:
            return begin(self.conversation.engine, session, request, question)
        except KnowledgeError as error:
            # The resident is answered all the same; only a reload will not show it.
            _log.warning("turn not kept: %s", error)
            return True

    def _keep(self, session: str, turn: Turn) -> Turn:
        try:
            finish(self.conversation.engine, session, turn.request, turn.reply)
        except KnowledgeError as error:
            _log.warning("turn not kept: %s", error)
        return turn


def city_of(spoken: tuple[Turn, ...]) -> str | None:
    """The city the conversation speaks of, by its newest turn that knows one."""
    replies: list[dict[str, Any]] = [turn.reply for turn in reversed(spoken)]
    return next((reply["municipality"] for reply in replies if reply.get("municipality")), None)
