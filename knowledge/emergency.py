"""Emergencies come before everything: the kind of danger a message tells of, if any."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.memory import Memory
from knowledge.reply import Outcome, Reply
from knowledge.resolution import Resolution
from knowledge.sentence import sentences
from knowledge.text.normal import normalise

FILE = Path(__file__).parent / "emergency.yml"
# Many leave out the full stop; a blank after a verb ends a sentence too, one between search words (「火事 訓練」) does not.
_SENTENCE_END = re.compile(r"(?<=[。！？!?])|(?<=[たすだるいよねん]) +(?=[ぁ-んァ-ヴ一-鿿])")


@dataclass(frozen=True)
class EmergencyKind:
    """A danger: its name, what people write, and what only looks like it."""

    name: str
    words: re.Pattern[str]
    unless: re.Pattern[str]


def find_emergency(text: str) -> str | None:
    """The kind of emergency a message tells of, or None."""
    told = [sentence for sentence in _SENTENCE_END.split(normalise(text)) if sentence]
    return next((kind.name for kind in _kinds() for sentence in told if kind.words.search(sentence) and not kind.unless.search(sentence)), None)


def emergency_outcome(kind: str, memory: Memory) -> Outcome:
    """Whom to call, in the resident's language; the conversation stays as it was."""
    text = sentences(memory.language).say(f"emergency_{kind}")
    return Outcome(Resolution.HANDOFF, "emergency", (Reply("notice", text),), memory)


@lru_cache(maxsize=1)
def _kinds() -> tuple[EmergencyKind, ...]:
    return tuple(EmergencyKind(row["kind"], re.compile(row["words"], re.I), re.compile(row["unless"], re.I)) for row in read_yaml(FILE))
