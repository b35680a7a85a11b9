"""The chat's blueprint, and what its routes need of the application."""

from flask import Blueprint, current_app
from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from web.conversation import Conversation

chat = Blueprint("chat", __name__, template_folder="templates", static_folder="static", static_url_path="/chat/static")


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
