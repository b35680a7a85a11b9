"""The channel as Rasa ships its action calls: whole conversation, schema checked anew each time. For comparison alone."""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from bot.components.channel import MadoguchiInput
from rasa.core.channels.channel import InputChannel


class WideInput(MadoguchiInput):
    """Answers like the product's channel but leaves RemoteAction untouched."""

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """Build from credentials.yml without narrowing the action calls."""
        return cls((credentials or {})["token"])
