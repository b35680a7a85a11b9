"""The database: what is published, and the version that tells readers when to look again."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Engine, String, create_engine, event, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from knowledge.catalogue import Catalogue, Municipality
from knowledge.entry import Entry
from knowledge.errors import StoreError
from knowledge.indicator import Indicator
from knowledge.municipality import Plan, Profile
from knowledge.settings import KnowledgeSettings

_BUSY_MS = 10_000


class Base(DeclarativeBase):
    """The root of every table, here and in web."""


def now() -> datetime:
    """The present, in UTC, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


class MunicipalityRow(Base):
    """A municipality's profile and plan."""

    __tablename__ = "municipality"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)


class EntryRow(Base):
    """A published entry. `imported` is the digest of the YAML it came from, `edited` tells that staff changed it,
    `withdrawn` that they took it back (the row stays, so that the file's entry does not return).
    """

    __tablename__ = "entry"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    imported: Mapped[str | None] = mapped_column(String(64))
    edited: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(DateTime, default=now)


class IndicatorRow(Base):
    """A published indicator; `edited` tells that staff changed it."""

    __tablename__ = "indicator"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    edited: Mapped[bool] = mapped_column(default=False)


class PublicationRow(Base):
    """One row: a number that grows with every published change."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)


def open_engine(url: str) -> Engine:
    """Connect to SQLite (write-ahead log) or PostgreSQL."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={_BUSY_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end; StoreError for anything the database refuses."""
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except SQLAlchemyError as error:
        raise StoreError(type(error).__name__) from error


def publication_version(engine: Engine) -> int:
    """The number of the newest published change; 0 before anything is published."""
    with transaction(engine) as session:
        return published_number(session)


def published_number(session: Session) -> int:
    """The publication version as a transaction sees it."""
    return session.scalar(select(PublicationRow.version)) or 0


def hold_publication(session: Session) -> None:
    """Let nobody else publish until this transaction ends, so that what it checks is still true when it writes.

    A write that changes nothing: SQLite locks at the first write only, PostgreSQL locks the row.
    """
    session.execute(update(PublicationRow).values(version=PublicationRow.version))


def mark_published(session: Session) -> None:
    """Tell every reader that something published has changed."""
    row = session.get(PublicationRow, 1, with_for_update=True)
    if row is None:
        session.add(PublicationRow(id=1, version=1))
    else:
        row.version += 1


def served_cities(engine: Engine, settings: KnowledgeSettings) -> tuple[str, ...]:
    """The ids of the cities that this deployment serves: those in the database, less those the settings leave out."""
    with transaction(engine) as session:
        known = session.scalars(select(MunicipalityRow.id).order_by(MunicipalityRow.id)).all()
    return tuple(name for name in known if name in (settings.municipalities or known))


def read_published(engine: Engine) -> Catalogue:
    """Everything published, as a catalogue."""
    with transaction(engine) as session:
        cities = session.scalars(select(MunicipalityRow).order_by(MunicipalityRow.id)).all()
        return Catalogue({city.id: _municipality(session, city) for city in cities})


def _municipality(session: Session, city: MunicipalityRow) -> Municipality:
    entries = session.scalars(select(EntryRow).where(EntryRow.municipality == city.id, ~EntryRow.withdrawn).order_by(EntryRow.id))
    indicators = session.scalars(select(IndicatorRow).where(IndicatorRow.municipality == city.id).order_by(IndicatorRow.id))
    return Municipality(
        profile=TypeAdapter(Profile).validate_python(city.profile),
        plan=TypeAdapter(Plan).validate_python(city.plan),
        indicators=tuple(TypeAdapter(Indicator).validate_python(row.body) for row in indicators),
        entries=tuple(TypeAdapter(Entry).validate_python(row.body) for row in entries),
    )


def import_catalogue(engine: Engine, catalogue: Catalogue) -> int:
    """Bring the files' knowledge into the store; what staff edited stays. Returns how many rows changed."""
    with transaction(engine) as session:
        changed = sum(_import_municipality(session, name, city) for name, city in catalogue.municipalities.items())
        if changed:
            mark_published(session)
    return changed


def _import_municipality(session: Session, name: str, city: Municipality) -> int:
    head = MunicipalityRow(id=name, profile=as_json(city.profile), plan=as_json(city.plan))
    changed = _put(session, head)
    for indicator in city.indicators:
        changed += _put(session, IndicatorRow(id=indicator.id, municipality=name, body=as_json(indicator), edited=False))
    for entry in city.entries:
        changed += _import_entry(session, entry)
    return changed + _drop_vanished(session, name, city)


def _import_entry(session: Session, entry: Entry) -> int:
    body = as_json(entry)
    digest = _digest(body)
    row = session.get(EntryRow, entry.id)
    if row is None:
        session.add(EntryRow(id=entry.id, municipality=entry.municipality, body=body, imported=digest, edited=False, withdrawn=False))
        return 1
    if row.edited or row.imported == digest:
        return 0
    row.body, row.imported, row.changed_at = body, digest, now()
    return 1


def _drop_vanished(session: Session, name: str, city: Municipality) -> int:
    kept = {entry.id for entry in city.entries}
    rows = session.scalars(select(EntryRow).where(EntryRow.municipality == name, EntryRow.imported.is_not(None), ~EntryRow.edited))
    vanished = [row for row in rows if row.id not in kept]
    for row in vanished:
        session.delete(row)
    return len(vanished)


def _put(session: Session, row: MunicipalityRow | IndicatorRow) -> int:
    old = session.get(type(row), row.id)
    fields = [c.key for c in type(row).__mapper__.column_attrs]
    if isinstance(old, IndicatorRow) and old.edited:
        return 0
    if old is not None and all(getattr(old, field) == getattr(row, field) for field in fields):
        return 0
    session.merge(row)
    return 1


def as_json(value: Any) -> dict[str, Any]:
    """A knowledge value as plain JSON, with the field names of the YAML files."""
    plain = TypeAdapter(type(value)).dump_python(value, mode="json", by_alias=True)
    assert isinstance(plain, dict)
    return plain


def _digest(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
