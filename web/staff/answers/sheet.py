"""Entries as a table of texts and back: the columns, what a table would change, what in it is wrong, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.catalogue import Municipality
from knowledge.entry import Entry
from knowledge.store import as_json
from web.staff.answers.entry_check import check_among, neighbours, read_entry
from web.staff.answers.entry_text import FIELDS, LABELS, flatten, unflatten
from web.staff.errors import BadSheet

MAX_ROWS = 5_000
MAX_CELL = 32_000
COLUMNS = tuple(item.name for item in FIELDS)
HEADINGS = tuple(item.label for item in FIELDS)

Row = Mapping[str, str]


@dataclass(frozen=True)
class BadCell:
    """A cell that can't be taken: its row (as the spreadsheet counts), its column's letter and label, and why."""

    row: int
    column: str
    label: str
    reason: str


@dataclass(frozen=True)
class Import:
    """What a table would do: bodies added and changed, ids removed, rows that stay, bad cells."""

    added: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    same: int = 0
    bad: tuple[BadCell, ...] = ()


def table_of(entries: Sequence[Entry]) -> Iterator[list[str]]:
    """The headings, then one row for each entry."""
    yield list(HEADINGS)
    for entry in entries:
        flat = flatten(as_json(entry))
        yield [flat[name] for name in COLUMNS]


def rows_of(table: Iterator[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers as the spreadsheet counts; BadSheet for another table."""
    head = list(next(table, []))
    names = [_name(text) for text in head]
    if "id" not in names or "question" not in names:
        raise BadSheet("1行目に「ID」「質問」などの見出しがありません。書き出した表を直して、取り込んでください。")
    unknown = [text for text, name in zip(head, names, strict=True) if text.strip() and name is None]
    if unknown:
        raise BadSheet(f"知らない見出しがあります: {'、'.join(unknown[:5])}。書き出した表の見出しのままにしてください。")
    rows: list[tuple[int, dict[str, str]]] = []
    for number, cells in enumerate(table, 2):
        if number > MAX_ROWS + 1:
            raise BadSheet(f"{MAX_ROWS}行を超えています。分けて取り込んでください。")
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        if any(cell.strip() for cell in row.values()):
            rows.append((number, row))
    return rows


def read_import(rows: Sequence[tuple[int, Row]], city: Municipality, *, whole: bool) -> Import:
    """Compare rows with what is published; `whole`: the table holds all entries, so what it lacks is removed."""
    old = {entry.id: as_json(entry) for entry in city.entries}
    bodies: dict[str, dict[str, Any]] = {}
    bad: list[BadCell] = []
    where: dict[str, int] = {}
    for number, row in rows:
        body = unflatten(flatten(old.get(row.get("id", "").strip(), {})) | dict(row))
        bad += [_cell(number, "id", f"{where[body['id']]}行目と同じIDです")] if body["id"] in where else []
        bad += [_cell(number, name, f"{MAX_CELL}文字を超えています") for name, cell in row.items() if len(cell) > MAX_CELL]
        bodies[body["id"]], where[body["id"]] = body, number
    gone = tuple(name for name in old if name not in bodies) if whole else ()
    tidy, wrong = _checked(bodies, {name: body for name, body in old.items() if name not in gone}, where, city)
    return Import(
        added={name: body for name, body in tidy.items() if name not in old},
        changed={name: body for name, body in tidy.items() if name in old and body != old[name]},
        removed=gone,
        same=sum(body == old.get(name) for name, body in tidy.items()),
        bad=tuple(dict.fromkeys((*bad, *wrong))),
    )


def _checked(
    bodies: Mapping[str, dict[str, Any]], old: Mapping[str, dict[str, Any]], where: Mapping[str, int], city: Municipality
) -> tuple[dict[str, dict[str, Any]], list[BadCell]]:
    """All rows together as the city's entries would be, so that each is checked among its new neighbours."""
    read = {name: read_entry(body)[0] for name, body in {**old, **bodies}.items()}
    others = neighbours([entry for entry in read.values() if entry], city)
    tidy: dict[str, dict[str, Any]] = {}
    wrong: list[BadCell] = []
    for name, body in bodies.items():
        checked = check_among(body, others)
        wrong += [_cell(where[name], mistake.field, mistake.reason) for mistake in checked.mistakes]
        if checked.body is not None:
            tidy[name] = checked.body
    return tidy, wrong


def _name(text: str) -> str | None:
    by_label = dict(zip(HEADINGS, COLUMNS, strict=True))
    return by_label.get(text.strip()) or (text.strip() if text.strip() in COLUMNS else None)


def _cell(row: int, name: str, reason: str) -> BadCell:
    place = COLUMNS.index(name) if name in COLUMNS else 0
    return BadCell(row, _letter(place), LABELS.get(name, name), reason)


def _letter(place: int) -> str:
    return ("" if place < 26 else chr(64 + place // 26)) + chr(65 + place % 26)
