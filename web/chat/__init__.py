"""The resident's window: the chat page, its programming interface and the embed script."""

from web.chat import embed, interface, page
from web.chat.blueprint import chat

__all__ = ["chat", "embed", "interface", "page"]
