"""Entries and indicators as YAML, written as the repository's files are (docs/knowledge-format.md)."""

import re
from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Any

import yaml

# The order of the repository's files; those marked stand there even when they are empty.
_ORDER = (
    "id", "question", "phrasings", "answer", "easy_answer", "topic", "concept", "initiative", "project_id", "name", "aliases", "unit", "values",
    "department", "status", "note", "period", "schedule", "facts", "figures", "indicators", "related", "only_with", "sources", "translations", "valid_from",
    "valid_until", "confirm_by",
)  # fmt: skip
_OPTIONAL = ("schedule", "facts", "figures", "only_with", "valid_from", "valid_until", "confirm_by")
_BLOCK_TEXTS = ("answer", "easy_answer")
_BLOCK_LISTS = ("phrasings", "schedule", "values", "figures")
_KEY = re.compile(r"^(?:- |  )(\w+):", re.MULTILINE)
_ENTRY = re.compile(r"^(?=- id:)", re.MULTILINE)


class _Block(str):
    """A text that stands in lines of its own."""


class _Flow(list[Any]):
    """A list that stands in one line."""


class _FlowMap(dict[str, Any]):
    """Fields that stand in one line."""


class _Dumper(yaml.SafeDumper):
    """Lists are indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """As PyYAML's, but never without indent."""
        super().increase_indent(flow, False)


_Dumper.add_representer(_Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"))
_Dumper.add_representer(_Flow, lambda dumper, rows: dumper.represent_sequence("tag:yaml.org,2002:seq", rows, flow_style=True))
_Dumper.add_representer(_FlowMap, lambda dumper, fields: dumper.represent_mapping("tag:yaml.org,2002:map", fields, flow_style=True))


def yaml_of(bodies: Sequence[Mapping[str, Any]]) -> str:
    """Bodies as a file's text."""
    return "".join(_joined({name: _written(name, body[name]) for name in sorted(body, key=_ORDER.index)}) for body in bodies) or "[]\n"


def texts_by_id(text: str) -> dict[str, str]:
    """A file's text cut into its entries, by their ids."""
    return {part.splitlines()[0].removeprefix("- id:").strip(): part for part in _ENTRY.split(text) if _ENTRY.match(part)}


def rewritten(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """An entry's text with only those fields written anew that changed, and the blank lines after it as they were."""
    starts = [(match[1], match.start()) for match in _KEY.finditer(text)]
    ends = [*(start for _, start in starts[1:]), len(text)]
    fields = {name: "  " + text[start + 2 : end].rstrip() + "\n" for (name, start), end in zip(starts, ends, strict=True)}
    for name in sorted(after, key=_ORDER.index):
        if after[name] != before.get(name):
            fields = _with(fields, name, _written(name, after[name]))
    blank = text[len(text.rstrip()) :].removeprefix("\n")
    return _joined(fields) + blank


def _with(fields: Mapping[str, str], name: str, lines: str) -> dict[str, str]:
    """The fields with one more, or in place of the one there was: the order that stands is kept, a new one comes before those it should precede."""
    if name in fields:
        return {**fields, name: lines}
    later = next((other for other in fields if _ORDER.index(other) > _ORDER.index(name)), None)
    order = list(fields)
    order.insert(order.index(later) if later else len(order), name)
    return {other: fields.get(other, lines) for other in order}


def _joined(fields: Mapping[str, str]) -> str:
    """Fields, each in lines of its own, as one item of a list."""
    return "- " + "".join(fields.values()).removeprefix("  ")


def _written(name: str, value: Any) -> str:
    """A field's lines, two blanks in; nothing for one that may be left out."""
    styled = _styled(name, value)
    if not styled and name in _OPTIONAL:
        return ""
    text: str = yaml.dump({name: styled}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    return indent(text, "  ")


def _styled(name: str, value: Any) -> Any:
    """A field's value in the style of its place."""
    if name in _BLOCK_TEXTS and isinstance(value, str):
        return _Block(value.rstrip("\n") + "\n")
    if name == "translations":
        return {language: {part: _styled(part, text) for part, text in texts.items()} for language, texts in value.items()}
    if name == "facts":
        return {part: text for part, text in value.items() if text}
    if isinstance(value, dict):
        return _FlowMap(value)
    if isinstance(value, list):
        rows = [_FlowMap(row) if isinstance(row, dict) else row for row in value]
        return rows if name in _BLOCK_LISTS and rows else _Flow(rows)
    return value
