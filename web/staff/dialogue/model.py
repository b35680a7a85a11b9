"""Rasa's HTTP API for the desk: how it reads a text, which model it serves, changing the model."""

import uuid
from pathlib import Path
from typing import Any

import httpx

from web.settings import Settings
from web.staff.errors import Unavailable

_LOAD_SECONDS = 120.0


def parse(settings: Settings, text: str) -> dict[str, Any]:
    """Intent, ranking and entities of a text as Rasa reads it. Unavailable when it does not answer."""
    found: dict[str, Any] = _call(settings, "POST", "/model/parse", json={"text": text})
    return found


def status(settings: Settings) -> dict[str, Any]:
    """What Rasa serves: `model_file`, `model_id`."""
    found: dict[str, Any] = _call(settings, "GET", "/status")
    return found


def load(settings: Settings, model: Path) -> None:
    """Have Rasa serve another model; conversations stay, as they lie in the tracker store."""
    _call(settings, "PUT", "/model", json={"model_file": str(model)}, timeout=_LOAD_SECONDS)


def answers(settings: Settings, text: str) -> bool:
    """Whether a message in a conversation of its own gets a reply; Unavailable when Rasa does not answer at all."""
    message = {"sender": f"staff-check:{uuid.uuid4().hex}", "message": text, "metadata": {"municipality": None, "language": "ja", "channel": "staff"}}
    return bool(_call(settings, "POST", "/webhooks/madoguchi/webhook", json=message))


def _call(settings: Settings, method: str, path: str, *, json: object = None, timeout: float = 10.0) -> Any:
    try:
        # Rasa's own routes take the token as a parameter, our channel takes it in the header.
        headers = {"Authorization": f"Bearer {settings.rasa_token}"}
        with httpx.Client(base_url=settings.rasa_url, timeout=timeout, headers=headers, trust_env=False) as client:
            answer = client.request(method, path, params={"token": settings.rasa_token}, json=json)
        answer.raise_for_status()
        return answer.json() if answer.content else {}
    except (httpx.HTTPError, ValueError) as error:
        raise Unavailable("対話のプログラム（Rasa）が答えません。少し待ってから、もう一度お試しください。") from error
