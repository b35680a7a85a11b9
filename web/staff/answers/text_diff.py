"""What changed between two bodies, field by field, in marked pieces."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from web.staff.answers.draft import INDICATOR, DraftRow
from web.staff.answers.entry_text import LABELS, flatten, write_sources

# Letters of a shortened text, and how many of them stand before the change.
_SHORT, _BEFORE = 60, 12


@dataclass(frozen=True)
class Piece:
    """Part of a text: `same`, `old` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldDiff:
    """A field that changed."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field that changed, in short."""

    label: str
    old: str
    new: str


def diff_bodies(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, kind: str = "entry") -> tuple[FieldDiff, ...]:
    """The changed fields of an entry or indicator; None stands for not being there."""
    flat = _flat_indicator if kind == INDICATOR else flatten
    old, new = (flat(body) if body else {} for body in (before, after))
    names = dict.fromkeys((*new, *old))
    return tuple(FieldDiff(LABELS.get(name, name), pieces(old.get(name, ""), new.get(name, ""))) for name in names if old.get(name, "") != new.get(name, ""))


def overtaken(draft: DraftRow | None, published: dict[str, Any] | None) -> tuple[FieldDiff, ...] | None:
    """What a draft would change, where something newer was published than it is based on; else None."""
    if draft is None or draft.is_based_on(published):
        return None
    return diff_bodies(published, draft.body, draft.kind)


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The changed fields of an entry in short, for lists of many entries."""
    old, new = flatten(before), flatten(after)
    return tuple(FieldChange(LABELS[name], *excerpts(old[name], new[name])) for name in new if old[name] != new[name])


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two texts shortened around the place where they part, so that they never look alike."""
    parting = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    first = max(0, parting - _BEFORE)
    return _cut(old, first), _cut(new, first)


def _cut(text: str, first: int) -> str:
    return ("…" if first else "") + text[first : first + _SHORT] + ("…" if len(text) > first + _SHORT else "")


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """A text's change in runs of characters."""
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", old[i:j]))
            continue
        found += [Piece(kind, text) for kind, text in (("old", old[i:j]), ("new", new[k:m])) if text]
    return tuple(found)


def _flat_indicator(body: Mapping[str, Any]) -> dict[str, str]:
    flat = {"名前": str(body["name"]), "単位": str(body["unit"]), "注": str(body.get("note") or "")}
    flat |= {"別の言い方": "\n".join(body.get("aliases") or ()), "出典": write_sources(body.get("sources") or ())}
    for value in body["values"]:
        flat[str(value["year"])] = f"目標 {_number(value['target'])} 実績 {_number(value['actual'])}"
    return flat


def _number(value: float | None) -> str:
    return "－" if value is None else f"{value:,}"
