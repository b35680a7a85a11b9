"""The settings of the channels that speak the generic webhook (docs/webhook.md, docs/settings.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from web.errors import BadSetting

_SECRET = re.compile(r"MADOGUCHI_WEBHOOK_([A-Z0-9]{1,20})_SECRET")
_SHORTEST_SECRET = 16
_OWN_CHANNELS = ("web", "line", "staff")


@dataclass(frozen=True)
class WebhookSettings:
    """One channel: its name in the address, the secret both sides sign with, where replies go (empty: into the response)."""

    channel: str
    secret: str
    callback_url: str = ""


def read_webhook_settings(environment: Mapping[str, str]) -> tuple[WebhookSettings, ...]:
    """Read MADOGUCHI_WEBHOOK_<CHANNEL>_SECRET and …_CALLBACK_URL."""
    channels = sorted(match[1] for name in environment if (match := _SECRET.fullmatch(name)))
    return tuple(_read(environment, channel) for channel in channels)


def _read(environment: Mapping[str, str], channel: str) -> WebhookSettings:
    if channel.lower() in _OWN_CHANNELS:
        raise BadSetting(f"MADOGUCHI_WEBHOOK_{channel}_SECRET の {channel} は、この製品が使っている名前です。別の名前にしてください。")
    secret = environment[f"MADOGUCHI_WEBHOOK_{channel}_SECRET"]
    if len(secret) < _SHORTEST_SECRET:
        raise BadSetting(f"MADOGUCHI_WEBHOOK_{channel}_SECRET は{_SHORTEST_SECRET}文字以上にしてください。`openssl rand -hex 32` で作れます。")
    callback = environment.get(f"MADOGUCHI_WEBHOOK_{channel}_CALLBACK_URL", "")
    if callback and not callback.startswith(("https://", "http://")):
        raise BadSetting(f"MADOGUCHI_WEBHOOK_{channel}_CALLBACK_URL は https:// で始まるアドレスにしてください。")
    return WebhookSettings(channel.lower(), secret, callback)
