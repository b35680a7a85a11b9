"""What a conversation remembers between two messages; Rasa's tracker keeps it."""

from dataclasses import dataclass

from knowledge.aspect import Aspect


@dataclass(frozen=True)
class Memory:
    """The city spoken of, the entry last given, the aspect and text last asked, the entries offered to choose from,
    those that came next after the answer, whether the resident asked for easy Japanese, and which choices a foreign conversation
    was shown.
    """

    municipality: str | None = None
    entry_id: str | None = None
    aspect: Aspect = Aspect.WHAT
    question: str | None = None
    offered: tuple[str, ...] = ()
    runners_up: tuple[str, ...] = ()
    easy: bool = False
    language: str = "ja"
    shown: tuple[str, ...] = ()
