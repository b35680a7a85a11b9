"""The channel as Rasa ships its action calls: whole conversation, schema checked anew each time. For comparison alone."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import InputChannel

from bot.components.channel import MadoguchiInput


class WideInput(MadoguchiInput):
    """Answers like the product's channel but leaves RemoteAction untouched."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Build from credentials.yml without narrowing the action calls."""
        return cls((credentials or {})["token"])
