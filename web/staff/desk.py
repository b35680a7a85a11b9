"""The desk's blueprint, and what its pages take from the application."""

from flask import Blueprint, current_app
from flask_login import current_user
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue, Municipality
from knowledge.clerk import Clerk
from web.conversation import Conversation
from web.settings import Settings
from web.staff.people.account import Account

staff = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates", static_folder="static")


def conversation() -> Conversation:
    """The conversation core of this process."""
    found: Conversation = current_app.extensions["conversation"]
    return found


def settings() -> Settings:
    """The settings of this process."""
    found: Settings = current_app.extensions["settings"]
    return found


def engine() -> Engine:
    """The database."""
    return conversation().engine


def clerk() -> Clerk:
    """The clerk that serves residents now."""
    return conversation().live.clerk


def catalogue() -> Catalogue:
    """What is published now."""
    return clerk().catalogue


def account() -> Account:
    """Who is signed in; only within a request that the guard let pass."""
    found: Account = current_user._get_current_object()
    return found


def my_cities() -> dict[str, Municipality]:
    """The served municipalities that the account is for."""
    return {name: city for name, city in catalogue().municipalities.items() if account().serves(name)}


def city_name(municipality: str | None) -> str:
    """A municipality's name for people."""
    city = catalogue().municipalities.get(municipality or "")
    return city.profile.name if city else "すべての市"
