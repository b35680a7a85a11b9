"""What the worker answers LINE with: the conversation, the accounts' connections, the seal, the settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from web.conversation import Conversation
from web.errors import BadSetting
from web.line.api import LineApi
from web.line.seal import Seal
from web.line_settings import LineSettings
from web.settings import LineAccount, Settings


@dataclass(frozen=True)
class LineDesk:
    """Everything needed to deal with an event; built once per process."""

    conversation: Conversation
    apis: Mapping[str, LineApi]
    seal: Seal
    settings: LineSettings

    @property
    def engine(self) -> Engine:
        """The database."""
        return self.conversation.engine

    @property
    def catalogue(self) -> Catalogue:
        """What is published now."""
        return self.conversation.live.clerk.catalogue

    def city_of(self, account: str) -> str | None:
        """The municipality an account speaks for; None for an account that serves several."""
        return account if account in self.catalogue.municipalities else None

    def city_name(self, municipality: str | None) -> str:
        """A municipality's name, empty when there is none."""
        city = self.catalogue.municipalities.get(municipality or "")
        return city.profile.name if city else ""


def open_desk(settings: Settings, conversation: Conversation) -> LineDesk:
    """Build the desk from the settings."""
    apis = {account.municipality: LineApi(account.access_token, settings.line_api_base) for account in settings.line_accounts}
    return LineDesk(conversation, apis, open_seal(settings), settings.line)


def open_seal(settings: Settings) -> Seal:
    """The seal for what is kept of users. BadSetting when LINE is used without a key."""
    if settings.line_accounts and not settings.line.key:
        raise BadSetting("MADOGUCHI_LINE_KEY が設定されていません。`make serve` で始めるか、32文字以上の乱数を設定してください。")
    return Seal(settings.line.key)


def find_account(settings: Settings, name: str) -> LineAccount | None:
    """The account with this name, if the settings have one."""
    return next((account for account in settings.line_accounts if account.municipality == name), None)
