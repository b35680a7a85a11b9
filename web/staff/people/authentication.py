"""Name, password and one-time code against an account, with back-off after failures."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import Engine

from knowledge.store import now, transaction
from web.staff.people.account import Account, AccountRow, account_of, row_named
from web.staff.people.password import password_matches

FREE_FAILURES = 4
LONGEST_LOCK = timedelta(hours=1)


@dataclass(frozen=True)
class Attempt:
    """What somebody typed to sign in."""

    name: str
    password: str
    code: str = ""


@dataclass(frozen=True)
class Result:
    """The account, or why not: `wrong`, `code` (a one-time code is needed), `locked` with the minutes to wait."""

    account: Account | None = None
    why: str = ""
    wait_minutes: int = 0


def lock_after(failures: int) -> timedelta:
    """How long an account rests after so many failures in a row: none up to four, then 1, 2, 4 … minutes, an hour at most."""
    if failures <= FREE_FAILURES:
        return timedelta()
    return min(timedelta(minutes=2 ** min(failures - FREE_FAILURES - 1, 10)), LONGEST_LOCK)


def authenticate(engine: Engine, attempt: Attempt) -> Result:
    """Check an attempt and remember how it ended. A locked account is not tried, whatever the password."""
    with transaction(engine) as session:
        row = row_named(session, attempt.name)
        if row and row.locked_until and row.locked_until > now():
            return Result(why="locked", wait_minutes=_minutes(row.locked_until))
        fits = password_matches(row.password_hash if row else None, attempt.password)
        if row is None or not row.active or not fits:
            return _failed(row)
        if row.totp_secret and not attempt.code:
            return Result(why="code")
        if row.totp_secret and not _code_fits(row, attempt.code):
            return _failed(row)
        row.failures, row.locked_until = 0, None
        return Result(account_of(row))


def _failed(row: AccountRow | None) -> Result:
    if row is None:
        return Result(why="wrong")
    row.failures += 1
    rest = lock_after(row.failures)
    if not rest:
        return Result(why="wrong")
    row.locked_until = now() + rest
    return Result(why="locked", wait_minutes=_minutes(row.locked_until))


def _minutes(until: datetime) -> int:
    return max(1, -(-int((until - now()).total_seconds()) // 60))


def _code_fits(row: AccountRow, code: str) -> bool:
    """A code counts once, within half a minute either way."""
    totp = pyotp.TOTP(row.totp_secret or "")
    step = int(time.time()) // totp.interval
    for candidate in (step - 1, step, step + 1):
        if candidate > (row.totp_last or 0) and pyotp.utils.strings_equal(totp.generate_otp(candidate), code.strip()):
            row.totp_last = candidate
            return True
    return False
