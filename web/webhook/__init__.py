"""The generic signed webhook: any messaging app can be a channel (docs/webhook.md)."""
