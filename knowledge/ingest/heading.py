"""Which lines of a plan are headings, told by how Japanese plans number and mark them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingest.reading import Line

_MAX_LENGTH = 60
_LETTERS = re.compile(r"[ぁ-んァ-ヶ一-鿿A-Za-zＡ-Ｚａ-ｚ]")
_TABLE_OF_CONTENTS = re.compile(r"[・·.．…\s]{4,}\d{1,3}$|\t\s*\d{1,3}$")
_DECORATION = re.compile(r"^#+\s*|^[-*]\s+|\*\*|</?[a-z]+>")
_NUMBER = r"[0-9０-９一二三四五六七八九十]{1,3}"

# Outer ranks first; a heading ends everything of its own rank and deeper.
_KINDS = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (1, rf"第{_NUMBER}[編部]"),
        (2, rf"第{_NUMBER}章"),
        (3, rf"第{_NUMBER}節"),
        (4, rf"第{_NUMBER}項|[■□◼]\s*\S|[0-9０-９]{{1,2}}[ \u3000．.、]\s*(?=[^\d\s０-９])|[0-9０-９]{{1,2}}(?=[【≪《])"),
        (5, r"[(（][0-9０-９]{1,2}[)）]\s*\S"),
        (6, r"[①-⑳]\s*\S|[0-9０-９]{1,2}[)）]\s*\S"),
        (7, r"[アイウエオカキクケコ][ \u3000．.]\s*\S|[(（][アイウエオカキクケコ][)）]\s*\S"),
        (8, r"[【〔［\[＜≪《].{1,30}[】〕］\]＞≫》]"),
        (9, r"[◆◇●○◎▶★☆▼]\s*\S"),
    )
)
_MARKDOWN = 8
# Chapters, sections and the like are headings wherever they stand; deeper marks may also begin the items of a list.
_SURE = 3


@dataclass(frozen=True)
class Heading:
    """A heading's text and rank: the smaller, the wider its reach."""

    text: str
    rank: int


def headings(lines: Sequence[Line]) -> tuple[Heading | None, ...]:
    """For every line its heading, or None for text; a run of lines with the same mark is a list."""
    found = [_heading(line) for line in lines]
    filled = [place for place, line in enumerate(lines) if line.text.strip()]
    neighbours = list(zip([None, *filled], filled, [*filled[1:], None], strict=False))
    listed = {here for before, here, after in neighbours if _same(found, here, before) or _same(found, here, after)}
    return tuple(None if place in listed else heading for place, heading in enumerate(found))


def _same(found: Sequence[Heading | None], here: int, other: int | None) -> bool:
    one, two = found[here], found[other] if other is not None else None
    return one is not None and two is not None and one.rank == two.rank > _SURE


def _heading(line: Line) -> Heading | None:
    text = _DECORATION.sub("", line.text.strip()).strip()
    if line.level is not None:
        # The format's own headings stand above everything that marks tell.
        return Heading(text, line.level - 10) if text else None
    if not _may_be_heading(text) or _TABLE_OF_CONTENTS.search(line.text):
        return None
    rank = next((rank for rank, kind in _KINDS if kind.match(text)), None)
    if rank is None and line.text.lstrip().startswith("#"):
        rank = _MARKDOWN
    return Heading(text, rank) if rank is not None else None


def _may_be_heading(text: str) -> bool:
    return len(text) <= _MAX_LENGTH and "\t" not in text and text[-1:] not in ("。", "、", ",") and len(_LETTERS.findall(text)) >= 2
