"""Taking a document in: stored with its passages and proposals, and compared with the version before."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from knowledge.errors import IngestError
from knowledge.ingest.comparison import Comparison, compare
from knowledge.ingest.cutting import cut
from knowledge.ingest.draft import Draft, propose
from knowledge.ingest.outdated import keep_outdated
from knowledge.ingest.passage import Passage
from knowledge.ingest.passage_store import DocumentRow, add_passages, newest, passages_of, replace_proposals
from knowledge.ingest.reading import Reading
from knowledge.ingest.reliance import Reliance, entries_resting_on
from knowledge.store import MunicipalityRow, read_published, transaction

_UNKNOWN = "自治体「{0}」がありません。python -m knowledge.new_city {0} で作り、make serve を一度動かしてください"


@dataclass(frozen=True)
class Document:
    """What staff say of a document."""

    municipality: str
    title: str
    as_of: str
    file: Path


@dataclass(frozen=True)
class Intake:
    """What came in. `comparison` is None for a first version; `version` stays when the content is the same."""

    version: int
    passages: tuple[Passage, ...]
    drafts: tuple[Draft, ...]
    comparison: Comparison | None
    resting: tuple[Reliance, ...]


def take_in(engine: Engine, document: Document, reading: Reading) -> Intake:
    """Store a document that was read; nothing that residents see changes."""
    _check(document)
    passages = cut(reading)
    with transaction(engine) as session:
        if session.get(MunicipalityRow, document.municipality) is None:
            raise IngestError(_UNKNOWN.format(document.municipality))
        before = newest(session, document.municipality, document.title)
        old = passages_of(session, before) if before else ()
        comparison = compare(old, passages) if before else None
        drafts = propose(_to_look_at(passages, comparison))
        version = before.version if before and comparison and comparison.is_empty else (before.version + 1 if before else 1)
        resting = _resting(engine, document.municipality, comparison) if comparison else ()
        if before is None or version > before.version:
            row = _row(document, reading, version)
            add_passages(session, row, passages)
            replace_proposals(session, row, drafts)
            keep_outdated(session, row, comparison or Comparison((), (), ()), resting)
    return Intake(version, passages, drafts, comparison, resting)


def _check(document: Document) -> None:
    for name, text, most in (("題名", document.title, 200), ("時点", document.as_of, 100)):
        if not 0 < len(text.strip()) <= most:
            raise IngestError(f"{name}は1文字以上{most}文字以下にしてください")


def _to_look_at(passages: tuple[Passage, ...], comparison: Comparison | None) -> tuple[Passage, ...]:
    if comparison is None:
        return passages
    return (*comparison.added, *(change.after for change in comparison.changed))


def _row(document: Document, reading: Reading, version: int) -> DocumentRow:
    return DocumentRow(
        municipality=document.municipality,
        title=document.title,
        version=version,
        as_of=document.as_of,
        file_name=document.file.name,
        digest=hashlib.sha256(document.file.read_bytes()).hexdigest(),
        problems=[{"place": problem.place, "what": problem.what} for problem in reading.problems],
    )


def _resting(engine: Engine, municipality: str, comparison: Comparison) -> tuple[Reliance, ...]:
    entries = read_published(engine).municipalities[municipality].entries
    return entries_resting_on(entries, comparison.touched)
