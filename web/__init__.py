"""The web application: chat, FAQ pages, LINE and the staff's desk over one conversation core."""

from web.application import create_app

__all__ = ["create_app"]
