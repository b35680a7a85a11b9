"""The session of a person at the desk: starts at sign-in, ends when idle, when old, or when the account says so."""

import time
from dataclasses import dataclass

from flask import Flask, current_app, session
from flask_login import LoginManager, login_user, logout_user

from web.staff.people.account import Account, load_account
from web.staff_settings import StaffSettings

_STARTED, _SEEN, LAST = "staff_started", "staff_seen", "staff_last"


@dataclass(frozen=True)
class Age:
    """Seconds since the session began and since it was last used."""

    total: float
    idle: float


def expired(age: Age, settings: StaffSettings) -> bool:
    """Whether a session of this age is over."""
    return age.idle > settings.idle_minutes * 60 or age.total > settings.session_hours * 3600


def watch_sessions(app: Flask) -> None:
    """Have Flask-Login load accounts, within the limits of the settings."""
    manager = LoginManager()
    manager.user_loader(_load)
    manager.init_app(app)


def begin(account: Account) -> None:
    """Start a session with a clean cookie; the browser keeps the cookie until it is closed."""
    session.clear()
    session[_STARTED] = session[_SEEN] = time.time()
    session[LAST] = account.id
    login_user(account)


def end() -> None:
    """End the session in this browser."""
    logout_user()
    session.clear()


def _load(cookie: str) -> Account | None:
    now = time.time()
    age = Age(now - session.get(_STARTED, 0), now - session.get(_SEEN, 0))
    if expired(age, current_app.extensions["settings"].staff):
        return None
    if age.idle > 30:
        session[_SEEN] = now
    return load_account(current_app.extensions["conversation"].engine, cookie)
