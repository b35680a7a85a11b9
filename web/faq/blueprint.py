"""The FAQ's blueprint, and what its routes need of the application."""

from flask import Blueprint, abort, current_app
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue, Municipality
from web.conversation import Conversation
from web.settings import Settings

faq = Blueprint("faq", __name__, template_folder="templates")


def conversation() -> Conversation:
    """The application's conversation core."""
    held: Conversation = current_app.extensions["conversation"]
    return held


def catalogue() -> Catalogue:
    """What is published now."""
    return conversation().live.clerk.catalogue


def engine() -> Engine:
    """The database."""
    return conversation().engine


def settings() -> Settings:
    """The application's settings."""
    held: Settings = current_app.extensions["settings"]
    return held


def city_or_404(name: str) -> Municipality:
    """A served municipality, or the page that says there is none."""
    return catalogue().municipalities.get(name) or abort(404)
