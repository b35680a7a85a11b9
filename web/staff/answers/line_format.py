"""Structured fields as lines of text, one item a line, parts divided by ｜: what forms and sheet cells hold. Loses nothing."""

from collections.abc import Sequence

BAR = "｜"
_ESCAPED = {"\\": "\\\\", BAR: f"\\{BAR}", "\n": "\\n", "\r": "\\r"}
_UNESCAPED = {"\\": "\\", BAR: BAR, "n": "\n", "r": "\r"}


def write_line(parts: Sequence[str]) -> str:
    """Parts as one line; bars, line ends and backslashes within a part are escaped."""
    return BAR.join("".join(_ESCAPED.get(c, c) for c in part) for part in parts)


def read_line(line: str) -> list[str]:
    """The parts of a line, without blanks around them."""
    parts: list[str] = []
    current, escaped = "", False
    for c in line:
        if escaped:
            current, escaped = current + _UNESCAPED.get(c, "\\" + c), False
        elif c == "\\":
            escaped = True
        elif c == BAR:
            parts, current = [*parts, current], ""
        else:
            current += c
    return [part.strip() for part in [*parts, current + "\\" * escaped]]


def write_lines(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines."""
    return "\n".join(write_line(row) for row in rows)


def read_lines(text: str) -> list[list[str]]:
    """The rows of a text; empty lines are left out."""
    return [read_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
