"""The audit log: every change, who made it; rows are chained by digests, and the database refuses to edit them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction

_SQLITE_SEAL = """
CREATE TRIGGER IF NOT EXISTS staff_audit_no_{verb} BEFORE {verb} ON staff_audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_POSTGRESQL_SEAL = (
    """CREATE OR REPLACE FUNCTION staff_audit_refuse() RETURNS trigger AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql""",
    "CREATE OR REPLACE TRIGGER staff_audit_sealed BEFORE UPDATE OR DELETE ON staff_audit FOR EACH ROW EXECUTE FUNCTION staff_audit_refuse()",
)


class AuditRow(Base):
    """One change. `chain` is the digest of this row and the chain before it."""

    __tablename__ = "staff_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    by: Mapped[str] = mapped_column(String(80), index=True)
    action: Mapped[str] = mapped_column(String(40), index=True)
    municipality: Mapped[str | None] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(160))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    chain: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Change:
    """What is noted: who did what to what, and what should be remembered of it."""

    by: str
    action: str
    subject: str = ""
    municipality: str | None = None
    detail: dict[str, Any] | None = None


def note(session: Session, change: Change) -> None:
    """Append a change within the transaction that makes it; until that ends, nobody else appends."""
    _hold(session)
    last = session.scalar(select(AuditRow.chain).order_by(AuditRow.id.desc()).limit(1)) or ""
    row = AuditRow(
        at=now(), by=change.by[:80], action=change.action, municipality=change.municipality, subject=change.subject[:160], detail=change.detail or {}
    )
    row.chain = _digest(last, row)
    session.add(row)
    session.flush()


def _hold(session: Session) -> None:
    """Keep other processes from appending between reading the last digest and writing the next: two rows after one would be a fork."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        session.execute(text("LOCK TABLE staff_audit IN SHARE ROW EXCLUSIVE MODE"))
    elif not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
        # The driver begins at the first write; where there was one, this transaction has SQLite's only write lock already.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def note_alone(engine: Engine, change: Change) -> None:
    """Append a change that has no transaction of its own."""
    with transaction(engine) as session:
        note(session, change)


def seal(engine: Engine) -> None:
    """Have the database refuse changes to the log; safe to repeat."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                connection.execute(text(_SQLITE_SEAL.format(verb=verb)))
        elif engine.dialect.name == "postgresql":
            for statement in _POSTGRESQL_SEAL:
                connection.execute(text(statement))


def first_break(rows: Iterator[AuditRow]) -> int | None:
    """The id of the first row, oldest first, whose chain does not fit; None when all do."""
    last = ""
    for row in rows:
        if row.chain != _digest(last, row):
            return row.id
        last = row.chain
    return None


def _digest(last: str, row: AuditRow) -> str:
    told = [last, row.at.isoformat(), row.by, row.action, row.municipality, row.subject, row.detail]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
