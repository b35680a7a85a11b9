"""The published answers as pages: by topic, one page each, search, feed, open data; and the statements about the service."""

from web.faq import feed, open_data, page, statement
from web.faq.blueprint import faq

__all__ = ["faq", "feed", "open_data", "page", "statement"]
