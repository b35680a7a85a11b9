"""Reads the staff's synonym table."""

from pathlib import Path

from knowledge.catalogue import read_yaml
from knowledge.errors import BadFile

SYNONYMS = Path(__file__).parent.parent / "synonyms.yml"


def read_synonyms(path: Path = SYNONYMS) -> tuple[tuple[str, ...], ...]:
    """The table's groups; BadFile for a row that is not a list of at least two words."""
    rows = read_yaml(path) or []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) < 2 or not all(isinstance(word, str) and word.strip() for word in row):
            raise BadFile(path.name, f"{number}行目", "-", "2語以上の一覧（[語, 語]）ではありません")
    return tuple(tuple(row) for row in rows)
