"""How often one address may ask (Flask-Limiter); the limit and its storage come from the settings."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=True)


def question_limit() -> str:
    """The limit on questions, for `limiter.limit`."""
    return str(current_app.extensions["settings"].rate_limit)
