"""Every setting of the web processes, read once from environment variables (docs/settings.md lists them)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.settings import KnowledgeSettings, read_knowledge_settings
from web.errors import BadSetting
from web.line_settings import LineSettings, read_line_settings
from web.staff_settings import StaffSettings, read_staff_settings
from web.webhook_settings import WebhookSettings, read_webhook_settings


@dataclass(frozen=True)
class LineAccount:
    """One LINE channel: the municipality it speaks for, its secret and access token."""

    municipality: str
    channel_secret: str
    access_token: str


@dataclass(frozen=True)
class Settings:
    """The web processes' settings."""

    knowledge: KnowledgeSettings
    secret_key: str
    rasa_url: str
    rasa_token: str
    rasa_timeout: float
    rate_limit: str
    rate_storage: str
    queue_url: str
    frame_ancestors: str
    cors_origins: tuple[str, ...]
    line_api_base: str
    line_accounts: tuple[LineAccount, ...]
    staff: StaffSettings = field(default_factory=StaffSettings)
    line: LineSettings = field(default_factory=LineSettings)
    webhooks: tuple[WebhookSettings, ...] = ()
    data_licence: str = "CC BY 4.0"
    trusted_proxies: int = 0


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; BadSetting names the first that is missing or wrong, and what to do."""
    return Settings(
        knowledge=read_knowledge_settings(environment),
        secret_key=_required(environment, "MADOGUCHI_SECRET_KEY"),
        rasa_url=environment.get("MADOGUCHI_RASA_URL", "http://127.0.0.1:5005"),
        rasa_token=_required(environment, "MADOGUCHI_RASA_TOKEN"),
        rasa_timeout=_number(environment, "MADOGUCHI_RASA_TIMEOUT", 3.0),
        rate_limit=environment.get("MADOGUCHI_RATE_LIMIT", "3000 per minute"),
        rate_storage=environment.get("MADOGUCHI_RATE_STORAGE", "memory://"),
        queue_url=environment.get("MADOGUCHI_QUEUE_URL", ""),
        frame_ancestors=environment.get("MADOGUCHI_FRAME_ANCESTORS", "'self'"),
        cors_origins=tuple(environment.get("MADOGUCHI_CORS_ORIGINS", "").split()),
        trusted_proxies=int(_number(environment, "MADOGUCHI_TRUSTED_PROXIES", 0)),
        line_api_base=environment.get("MADOGUCHI_LINE_API_BASE", "https://api.line.me"),
        line_accounts=_line_accounts(environment),
        staff=read_staff_settings(environment),
        line=read_line_settings(environment),
        webhooks=read_webhook_settings(environment),
        data_licence=environment.get("MADOGUCHI_DATA_LICENCE", "CC BY 4.0"),
    )


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise BadSetting(f"{name} が設定されていません。`make serve` で始めるか、.env.example を見て {name} を設定してください。")
    return value


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    value = environment.get(name)
    try:
        return float(value) if value else default
    except ValueError:
        raise BadSetting(f"{name} は数で設定してください（今の値:「{value}」）。") from None


def _line_accounts(environment: Mapping[str, str]) -> tuple[LineAccount, ...]:
    prefix, suffix = "MADOGUCHI_LINE_", "_CHANNEL_SECRET"
    cities = sorted(name[len(prefix) : -len(suffix)] for name in environment if name.startswith(prefix) and name.endswith(suffix))
    return tuple(
        LineAccount(
            municipality=city.lower(),
            channel_secret=_required(environment, f"{prefix}{city}{suffix}"),
            access_token=_required(environment, f"{prefix}{city}_CHANNEL_ACCESS_TOKEN"),
        )
        for city in cities
    )
