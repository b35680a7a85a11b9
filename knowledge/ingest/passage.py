"""A passage: a piece of a document under one heading."""

from dataclasses import dataclass

from knowledge.text.normal import squeeze


@dataclass(frozen=True)
class Passage:
    """A piece of a document with the headings it stands under, outermost first, and its page."""

    path: tuple[str, ...]
    text: str
    page: int | None = None

    @property
    def heading(self) -> str:
        """The nearest heading; empty before the first."""
        return self.path[-1] if self.path else ""

    @property
    def section(self) -> str:
        """The headings in one line, as a source names them."""
        return " ".join(self.path)

    @property
    def place_key(self) -> str:
        """The same for two versions of a section."""
        return squeeze(self.section)

    @property
    def text_key(self) -> str:
        """The same for two texts that differ in blanks, width and punctuation alone."""
        return squeeze(self.text)
