"""A city's knowledge as its folder in the repository: what is unchanged keeps its text to the byte, so that git shows the desk's changes alone."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.catalogue import MUNICIPALITIES, Municipality, read_rows
from knowledge.entry import Entry
from knowledge.indicator import Indicator
from knowledge.store import as_json
from web.staff.answers.entry_yaml import rewritten, texts_by_id, yaml_of

# Where entries stand that were made at the desk, until the city's repository has put them elsewhere.
MADE_HERE = "faq/desk.yml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)

Bodies = Mapping[str, dict[str, Any]]


def zip_folder(city: Municipality, folder: Path | None = None) -> bytes:
    """The folder as a zip file to unpack over the repository's `knowledge/municipalities`; the same knowledge gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(folder_files(city, folder).items()):
            archive.writestr(zipfile.ZipInfo(f"{city.profile.id}/{name}", _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def folder_files(city: Municipality, folder: Path | None = None) -> dict[str, bytes]:
    """The folder's files by name, with what is published in place of what they held."""
    folder = folder or MUNICIPALITIES / city.profile.id
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yml"))}
    return files | _brought_up(folder, "faq/*.yml", city.entries, MADE_HERE) | _brought_up(folder, "indicators.yml", city.indicators, "indicators.yml")


def _brought_up(folder: Path, pattern: str, rows: Sequence[Entry] | Sequence[Indicator], home: str) -> dict[str, bytes]:
    """The files that hold one kind of row, each with the published rows it is home to; rows without a home stand in `home`."""
    kind: type[Entry | Indicator] = Entry if pattern.startswith("faq") else Indicator
    left = {row.id: as_json(row) for row in rows}
    texts: dict[str, str] = {}
    for path in sorted(folder.glob(pattern)):
        before = {row.id: as_json(row) for row in read_rows(path, kind)}
        texts[path.relative_to(folder).as_posix()] = "".join(_kept(path.read_text(encoding="utf-8"), before, left))
        left = {name: body for name, body in left.items() if name not in before}
    if left:
        texts[home] = _apart(texts.get(home, "")) + yaml_of(list(left.values()))
    return {name: (text or "[]\n").encode() for name, text in texts.items()}


def _kept(text: str, before: Bodies, published: Bodies) -> Iterator[str]:
    """A file's rows that are still published; what changed in them is written anew."""
    for name, own in texts_by_id(text).items():
        if name in published:
            yield own if published[name] == before[name] else rewritten(own, before[name], published[name])


def _apart(text: str) -> str:
    return f"{text.rstrip()}\n\n" if text.strip() else ""
