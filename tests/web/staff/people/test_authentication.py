"""Passwords, one-time codes, lock-out with back-off."""

from datetime import timedelta

import pyotp
import pytest

from knowledge.store import now, transaction
from tests.staff_desk import PASSWORD
from web.staff.errors import Refused
from web.staff.people.account import row_named
from web.staff.people.authentication import Attempt, authenticate, lock_after
from web.staff.people.password import hash_password, password_matches


@pytest.mark.parametrize(("failures", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (8, 8), (11, 60), (50, 60)])
def test_the_more_failures_the_longer_the_rest(failures, minutes):
    assert lock_after(failures) == timedelta(minutes=minutes)


def test_five_wrong_passwords_lock_even_the_right_one_out(desk):
    for _ in range(5):
        result = authenticate(desk.engine, Attempt("henshu", "ちがうことば12345"))
    assert result.why == "locked"
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD)).why == "locked"
    with transaction(desk.engine) as session:
        row_named(session, "henshu").locked_until = now() - timedelta(seconds=1)
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD)).account.name == "henshu"


@pytest.mark.parametrize("name", ["dare", "", "' OR 1=1 --"])
def test_an_unknown_name_is_told_like_a_wrong_password(desk, name):
    assert authenticate(desk.engine, Attempt(name, PASSWORD)).why == "wrong"


def test_a_disabled_account_stays_out(desk):
    with transaction(desk.engine) as session:
        row_named(session, "henshu").active = False
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD)).why == "wrong"


def test_a_one_time_code_is_asked_for_and_counts_once(desk):
    secret = pyotp.random_base32()
    with transaction(desk.engine) as session:
        row_named(session, "henshu").totp_secret = secret
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD)).why == "code"
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD, "000000")).why == "wrong"
    code = pyotp.TOTP(secret).now()
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD, code)).account
    assert authenticate(desk.engine, Attempt("henshu", PASSWORD, code)).why == "wrong"


@pytest.mark.parametrize("password", ["short", "あ" * 20, "henshu-henshu-1", "x" * 201])
def test_weak_passwords_are_refused(password):
    with pytest.raises(Refused):
        hash_password(password, "henshu")


def test_only_the_hash_is_kept():
    kept = hash_password(PASSWORD, "henshu")
    assert kept.startswith("$argon2id$") and PASSWORD not in kept and password_matches(kept, PASSWORD) and not password_matches(None, PASSWORD)
