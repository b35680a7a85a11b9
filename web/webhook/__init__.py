"""The generic signed webhook: any messaging app can be a channel (docs/webhook.md)."""

from web.webhook.blueprint import webhook

__all__ = ["webhook"]
