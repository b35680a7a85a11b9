"""Text within LINE's limits, which count UTF-16 units: split at sentence ends, cut with an ellipsis."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[」』）)]*|\n|$)\n*")


def units(text: str) -> int:
    """The length as LINE counts it."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """The text itself, or its beginning with an ellipsis."""
    return text if units(text) <= limit else f"{_head(text, limit - 1)}…"


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` units, cut after sentences where there are any, never inside a character."""
    parts = [""]
    for sentence in _pieces(text, limit):
        if units(parts[-1]) + units(sentence) > limit:
            parts.append("")
        parts[-1] += sentence
    return [stripped for part in parts if (stripped := part.strip())]


def _pieces(text: str, limit: int) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        rest = sentence
        while units(rest) > limit:
            head = _head(rest, limit)
            yield head
            rest = rest[len(head) :]
        yield rest


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
