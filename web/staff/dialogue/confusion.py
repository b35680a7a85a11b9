"""Where intents get in each other's way: mistaken in cross-validation, the same words twice, nearly the same words."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mistaken:
    """An example that a model trained on the others takes for another intent."""

    text: str
    intent: str
    taken_for: str


@dataclass(frozen=True)
class Pair:
    """Two examples of different intents that are the same, or nearly."""

    text: str
    intent: str
    other_text: str
    other_intent: str


@dataclass(frozen=True)
class Confusions:
    """The share of examples told right in cross-validation, those mistaken, and pairs that conflict."""

    right: float
    mistaken: tuple[Mistaken, ...]
    pairs: tuple[Pair, ...]

    @property
    def most(self) -> list[tuple[tuple[str, str], int]]:
        """Which intents are taken for which most often."""
        return Counter((found.intent, found.taken_for) for found in self.mistaken).most_common(10)


def keep_confusions(path: Path, found: Confusions) -> None:
    """Write what was found, as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".part")
    waiting.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
    waiting.replace(path)


def kept_confusions(path: Path) -> Confusions | None:
    """What was found last; None before the first time."""
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return Confusions(found["right"], tuple(Mistaken(**item) for item in found["mistaken"]), tuple(Pair(**item) for item in found["pairs"]))
