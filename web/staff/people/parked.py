"""Forms sent after the session ended: kept for an hour for the same person, so that no typed text is lost."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, session
from sqlalchemy import JSON, DateTime, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.datastructures import MultiDict

from knowledge.store import Base, now, transaction
from web.staff.people.session import LAST

KEPT = timedelta(hours=1)
MAX_CHARACTERS = 200_000


class ParkedRow(Base):
    """A form's fields, for one account."""

    __tablename__ = "staff_parked"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    account: Mapped[int]
    at: Mapped[datetime] = mapped_column(DateTime, default=now, index=True)
    path: Mapped[str] = mapped_column(String(300))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)


def park(path: str, form: MultiDict[str, str]) -> str | None:
    """Keep a form for whoever was signed in last in this browser; None when nobody was or the form is huge."""
    account = session.get(LAST)
    fields = {name: form.getlist(name) for name in form if name not in ("csrf_token", "password")}
    if account is None or sum(len(value) for values in fields.values() for value in values) > MAX_CHARACTERS:
        return None
    key = secrets.token_urlsafe(24)
    with transaction(current_app.extensions["conversation"].engine) as work:
        forget_parked(work)
        work.add(ParkedRow(key=key, account=account, path=path[:300], fields=fields))
    return key


def forget_parked(work: Session) -> None:
    """Delete the forms whose hour is over."""
    work.execute(delete(ParkedRow).where(ParkedRow.at < now() - KEPT))


def parked(key: str, account: int) -> tuple[str, Mapping[str, list[str]]] | None:
    """The path and the fields kept under a key for this account."""
    with transaction(current_app.extensions["conversation"].engine) as work:
        row = work.get(ParkedRow, key)
        if row is None or row.account != account or row.at < now() - KEPT:
            return None
        return row.path, row.fields
