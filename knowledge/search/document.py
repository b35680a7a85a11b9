"""What the index holds of an entry: its short lines, its body, its names."""

from dataclasses import dataclass

from knowledge.entry import Entry
from knowledge.topic import TOPICS


@dataclass(frozen=True)
class Document:
    """One findable thing. `names` are official names and ids; `group` is the municipality, None in a corpus without one."""

    id: str
    question: str
    answer: str
    phrasings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    group: str | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The short texts that a question may resemble, the main question first."""
        return (self.question, *self.phrasings)


def document_of(entry: Entry) -> Document:
    """An entry as the index sees it; what its fields tell counts as part of its answer."""
    facts = [text for text in vars(entry.facts).values() if text]
    told = (entry.answer, *facts, *(step.text for step in entry.schedule), *(figure.name for figure in entry.figures), entry.department or "")
    names = tuple(name for name in (entry.initiative, entry.project_id, TOPICS.get(entry.topic)) if name)
    return Document(entry.id, entry.question, "\n".join(told), entry.phrasings, names, entry.municipality)
