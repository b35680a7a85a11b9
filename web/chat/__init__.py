"""The resident's window: the chat page, its programming interface and the embed script."""
