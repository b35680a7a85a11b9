"""What reading a document gives: its lines in order, and what could not be read."""

from collections.abc import Callable
from dataclasses import dataclass

# Called with what is done and the whole: pages of a PDF, else lines.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Line:
    """A line with its page (counted from 1, None where there are no pages) and its heading level where the format tells one (1–6)."""

    text: str
    page: int | None = None
    level: int | None = None


@dataclass(frozen=True)
class Problem:
    """What could not be read and where, in Japanese for staff."""

    place: str
    what: str


@dataclass(frozen=True)
class Reading:
    """A whole document, read."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no line holds a letter."""
        return not any(line.text.strip() for line in self.lines)
