"""Signing in and out, and a person's own account."""

from urllib.parse import urlencode

import pyotp
from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from knowledge.store import transaction
from web.limits import limiter
from web.staff.desk import account, engine, settings, staff
from web.staff.errors import Refused
from web.staff.people.account import AccountRow
from web.staff.people.audit import Change, note, note_alone
from web.staff.people.authentication import Attempt, Result, authenticate
from web.staff.people.destination import destination, wanted
from web.staff.people.guard import allowed
from web.staff.people.parked import parked
from web.staff.people.password import hash_password, password_matches
from web.staff.people.role import Role
from web.staff.people.session import begin, end

_PENDING_TOTP = "staff_new_totp"


@staff.get("/sign-in")
@allowed(None)
def sign_in() -> str | Response:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(destination(request.values, current_user.id))
    return _page(Result())


@staff.post("/sign-in")
@allowed(None)
@limiter.limit("30 per minute")
def try_sign_in() -> str | Response | tuple[str, int]:
    """Check name and password (and code); a right one goes on to where the person wanted to be."""
    attempt = Attempt(request.form.get("name", "").strip()[:80], request.form.get("password", ""), request.form.get("code", ""))
    result = authenticate(engine(), attempt)
    if result.account is None:
        if result.why != "code":
            note_alone(engine(), Change(attempt.name or "-", "sign_in_failed", detail={"why": result.why}))
        return _page(result), 401
    begin(result.account)
    note_alone(engine(), Change(result.account.name, "signed_in"))
    return redirect(destination(request.values, result.account.id))


@staff.post("/sign-out")
@allowed(Role.VIEWER)
def sign_out() -> Response:
    """End the session."""
    note_alone(engine(), Change(account().name, "signed_out"))
    end()
    return redirect(url_for("staff.sign_in"))


@staff.get("/me")
@allowed(Role.VIEWER)
def me() -> str:
    """A person's own account: password and one-time codes."""
    with transaction(engine()) as work:
        row = work.get(AccountRow, account().id)
        has_totp = bool(row and row.totp_secret)
    secret = session.setdefault(_PENDING_TOTP, pyotp.random_base32())
    uri = pyotp.TOTP(secret).provisioning_uri(name=account().name, issuer_name="Madoguchi")
    return render_template("staff/me.html", has_totp=has_totp, secret=secret, uri=uri)


@staff.post("/me/password")
@allowed(Role.VIEWER)
def change_password() -> Response:
    """Change the password; ends the person's other sessions."""
    with transaction(engine()) as work:
        row = work.get_one(AccountRow, account().id)
        if not password_matches(row.password_hash, request.form.get("old", "")):
            raise Refused("今のパスワードが違います。もう一度入力してください。")
        row.password_hash = hash_password(request.form.get("new", ""), row.name)
        row.epoch += 1
        note(work, Change(row.name, "password_changed"))
    end()
    flash("パスワードを変更しました。新しいパスワードでサインインしてください。")
    return redirect(url_for("staff.sign_in"))


@staff.post("/me/totp")
@allowed(Role.VIEWER)
def set_totp() -> Response:
    """Switch one-time codes on (after one was typed rightly) or off."""
    secret = None if request.form.get("off") else session.get(_PENDING_TOTP)
    if secret and not pyotp.TOTP(secret).verify(request.form.get("code", "").strip(), valid_window=1):
        raise Refused("確認コードが違います。アプリに表示されている6けたの数字を入力してください。")
    with transaction(engine()) as work:
        work.get_one(AccountRow, account().id).totp_secret = secret
        note(work, Change(account().name, "totp_on" if secret else "totp_off"))
    session.pop(_PENDING_TOTP, None)
    flash("2段階のサインインを始めました。" if secret else "2段階のサインインをやめました。")
    return redirect(url_for("staff.me"))


def _page(result: Result) -> str:
    openid = f"{url_for('staff.openid_start')}?{urlencode(wanted(request.values))}" if settings().staff.openid else None
    return render_template("staff/sign_in.html", result=result, name=request.form.get("name", ""), openid=openid)


@staff.get("/restore")
@allowed(Role.VIEWER)
def restore() -> str | Response:
    """Show a kept form with everything that was typed, ready to be sent again."""
    kept = parked(request.args.get("parked", ""), account().id)
    if kept is None:
        flash("預かっていた入力は、見つかりませんでした。")
        return redirect(url_for("staff.home"))
    path, fields = kept
    return render_template("staff/restore.html", path=path, fields=fields)
