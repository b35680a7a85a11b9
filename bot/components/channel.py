"""The channel that web speaks to: text and metadata in, the bot's messages out, behind a token."""

from __future__ import annotations

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.components.action_call import actions_answer, narrow_action_calls


class MadoguchiInput(InputChannel):
    """POST /webhooks/madoguchi/webhook {sender, message, metadata} → the messages uttered."""

    def __init__(self, token: Text) -> None:
        """`token`: what web sends in the Authorization header."""
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> Text:
        """The channel's name in Rasa and in its address."""
        return "madoguchi"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """Build from credentials.yml; the action calls are narrowed once, here, as the server starts."""
        if not credentials or not credentials.get("token"):
            cls.raise_missing_credentials_exception()
        narrow_action_calls()
        return cls(credentials["token"])

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = Blueprint("madoguchi_webhook", "bot.components.channel")

        @routes.route("/", methods=["GET"])
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"}) if await actions_answer() else response.json({"status": "no actions"}, status=503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), self._expected):
                return response.json({"status": "forbidden"}, status=403)
            collector = CollectingOutputChannel()
            await on_new_message(self._message(request.json, collector))
            return response.json(collector.messages)

        return routes

    def _message(self, body: Dict[Text, Any], collector: CollectingOutputChannel) -> UserMessage:
        return UserMessage(body["message"], collector, body["sender"], input_channel=self.name(), metadata=body.get("metadata"))
