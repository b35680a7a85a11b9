"""Signing in with the organisation's identity provider (OpenID Connect), by setting; accounts are still made by command."""

from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, redirect, request, session, url_for
from joserfc.errors import JoseError
from requests.exceptions import RequestException
from werkzeug.wrappers import Response

from knowledge.store import transaction
from web.staff.desk import engine, settings, staff
from web.staff.errors import Refused, Unavailable
from web.staff.people.account import account_of, row_named
from web.staff.people.audit import Change, note_alone
from web.staff.people.destination import destination, wanted
from web.staff.people.guard import allowed
from web.staff.people.session import begin

_WANTED = "staff_wanted"


def register_provider(app: Flask) -> None:
    """Tell the library where the provider is, if one is set; nothing is fetched before somebody signs in."""
    found = app.extensions["settings"].staff.openid
    if found is None:
        return
    OAuth(app).register(
        "openid",
        client_id=found.client_id,
        client_secret=found.client_secret,
        server_metadata_url=f"{found.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": 10},
    )


@staff.get("/openid")
@allowed(None)
def openid_start() -> Response:
    """Go to the provider; where the person wanted to be waits in the session. A second try after a failed one still knows it."""
    client = _client()
    session[_WANTED] = wanted(request.args) or session.get(_WANTED, {})
    try:
        sent: Response = client.authorize_redirect(url_for("staff.openid_return", _external=True))
        return sent
    except (AuthlibBaseError, RequestException) as error:
        raise Unavailable("組織のサインインにつながりません。少し待ってから、もう一度お試しください。") from error


@staff.get("/openid/return")
@allowed(None)
def openid_return() -> Response:
    """Come back from the provider: the account that its claim names is signed in, and goes on to where it wanted to be."""
    name = _claimed_name()
    with transaction(engine()) as work:
        row = row_named(work, name)
        account = account_of(row) if row and row.active else None
    if account is None:
        note_alone(engine(), Change(name or "-", "sign_in_failed", detail={"why": "no_account"}))
        raise Refused("この名前のアカウントがありません。管理者に追加を頼んでください。")
    goal = session.get(_WANTED, {})  # beginning clears the session
    begin(account)
    note_alone(engine(), Change(account.name, "signed_in", detail={"by": "openid"}))
    return redirect(destination(goal, account.id))


def _claimed_name() -> str:
    """The name that the provider's signed answer tells; Refused when there is none, or it is forged, old or somebody else's."""
    try:
        token: dict[str, Any] = _client().authorize_access_token()
    except (AuthlibBaseError, JoseError, RequestException) as error:
        raise Refused("組織のサインインを確かめられませんでした。もう一度お試しください。続くときは管理者に知らせてください。") from error
    provider = settings().staff.openid
    return str((token.get("userinfo") or {}).get(provider.claim if provider else "") or "")


def _client() -> Any:
    oauth = current_app.extensions.get("authlib.integrations.flask_client")
    client = oauth.create_client("openid") if oauth else None
    return client or abort(404)
