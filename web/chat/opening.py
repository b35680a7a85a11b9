"""Opens the resident's window: importing the pages hangs them on the blueprint."""

from web.chat import embed, interface, page
from web.chat.blueprint import chat

__all__ = ["chat", "embed", "interface", "page"]
