"""Whole conversations as data: read from YAML, spoken to a running deployment, each reply held against what is expected.

A turn is what the resident says (`say`, with other wordings under `paraphrases`) or taps (`tap`: the number of a choice shown
before). `{name}` in a message stands for what an earlier turn found with `keep: {name: pattern}`. Expectations:
resolution, reason, municipality, entry, choices (how many), has and lacks (strings; a list within `has` means any of them).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Turn:
    """One message in all its wordings, and what must come back."""

    wordings: tuple[str, ...]
    tap: int | None
    keep: dict[str, str]
    expect: dict[str, Any]


@dataclass(frozen=True)
class Story:
    """A conversation: who begins where, and its turns."""

    id: str
    municipality: str | None
    language: str
    turns: tuple[Turn, ...]

    @property
    def tellings(self) -> int:
        """How often it is told so that every wording occurs."""
        return max(len(turn.wordings) for turn in self.turns)


def read_stories() -> list[Story]:
    """Every story of every file of this folder."""
    rows = [row for path in sorted(FOLDER.glob("*.yml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [Story(row["id"], row.get("municipality"), row.get("language", "ja"), tuple(_turn(turn) for turn in row["turns"])) for row in rows]


def _turn(row: dict[str, Any]) -> Turn:
    said = row.pop("say", None)
    wordings = (said, *row.pop("paraphrases", ())) if said else ("",)
    return Turn(tuple(map(str, wordings)), row.pop("tap", None), row.pop("keep", {}), row)


def tell(stack: Any, story: Story, telling: int, session: str) -> list[str]:
    """Speak a story; returns what went wrong with the transcript so far, or nothing."""
    transcript: list[str] = []
    kept: dict[str, str] = {}
    reply: dict[str, Any] = {}
    for turn in story.turns:
        message = _message(turn, telling, reply).format(**kept)
        reply = stack.ask(session, message, story.municipality, story.language)
        kept |= {name: re.search(pattern, text_of(reply))[1] for name, pattern in turn.keep.items()}
        transcript += [f"> {message}", f"    [{reply['resolution']}/{reply['reason']}/{reply.get('municipality')}] {text_of(reply)}"]
        if wrong := _wrong(_filled(turn.expect, kept), reply):
            return [*transcript, *(f"  !! {line}" for line in wrong)]
    return []


def _message(turn: Turn, telling: int, before: dict[str, Any]) -> str:
    if turn.tap is None:
        return turn.wordings[telling % len(turn.wordings)]
    return str(choices_of(before)[turn.tap - 1]["message"])


def text_of(reply: dict[str, Any]) -> str:
    """All that is read in a reply, with the labels of its choices."""
    return "\n".join([*(part["text"] for part in reply["replies"]), *(choice["label"] for choice in choices_of(reply))])


def choices_of(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of a reply, in order."""
    return [choice for part in reply["replies"] for choice in part.get("choices", ())]


def entries_of(reply: dict[str, Any]) -> list[str]:
    """The entries that a reply's answers rest on."""
    return [part["entry_id"] for part in reply["replies"] if part.get("entry_id")]


def _wrong(expect: dict[str, Any], reply: dict[str, Any]) -> list[str]:
    unknown = expect.keys() - {"resolution", "reason", "municipality", "entry", "choices", "has", "lacks"}
    assert not unknown, f"no such expectation: {unknown}"
    text = text_of(reply)
    same = [
        f"{name}: {reply.get(name)}, not {expect[name]}"
        for name in ("resolution", "reason", "municipality")
        if name in expect and reply.get(name) != expect[name]
    ]
    if "entry" in expect and expect["entry"] not in entries_of(reply):
        same.append(f"entry: {entries_of(reply)}, not {expect['entry']}")
    if "choices" in expect and len(choices_of(reply)) != expect["choices"]:
        same.append(f"choices: {len(choices_of(reply))}, not {expect['choices']}")
    missing = [f"lacks {wanted}" for wanted in expect.get("has", ()) if not any(part in text for part in _either(wanted))]
    return [*same, *missing, *(f"has {unwanted}" for unwanted in expect.get("lacks", ()) if unwanted in text)]


def _either(wanted: Any) -> list[str]:
    """One of several strings will do; YAML reads a bare 50 as a number."""
    return [str(part) for part in wanted] if isinstance(wanted, list) else [str(wanted)]


def _filled(expect: dict[str, Any], kept: dict[str, str]) -> dict[str, Any]:
    return expect | {"has": [part.format(**kept) if isinstance(part, str) else part for part in expect.get("has", ())]}
