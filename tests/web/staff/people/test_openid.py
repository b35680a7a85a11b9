"""Signing in with an identity provider: a small real one on this machine."""

import threading
import time
import urllib.error
import urllib.request

import pytest
from bs4 import BeautifulSoup
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from werkzeug.serving import make_server

from tests.staff_desk import close_desk, open_small_desk


@pytest.fixture(scope="module")
def provider():
    """An OpenID provider whose person is `who`; `forge` makes the token from its claims in place of the provider."""
    app, key, state = Flask("provider"), RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}), {"who": "henshu", "forge": None}
    server = make_server("127.0.0.1", 0, app, threaded=True)
    issuer = f"http://127.0.0.1:{server.port}"

    @app.get("/.well-known/openid-configuration")
    def configuration():
        return jsonify(issuer=issuer, authorization_endpoint=f"{issuer}/authorize", token_endpoint=f"{issuer}/token", jwks_uri=f"{issuer}/keys")

    @app.get("/keys")
    def keys():
        return jsonify(KeySet([key]).as_dict(private=False))

    @app.get("/authorize")
    def authorize():
        state["nonce"] = request.args["nonce"]
        return redirect(f"{request.args['redirect_uri']}?code=c&state={request.args['state']}")

    @app.post("/token")
    def token():
        now = int(time.time())
        claims = {"iss": issuer, "aud": "desk", "sub": "1", "iat": now, "exp": now + 60, "nonce": state["nonce"], "preferred_username": state["who"]}
        id_token = state["forge"](claims) if state["forge"] else jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)
        return jsonify(access_token="a", token_type="Bearer", expires_in=60, id_token=id_token)

    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer, state, key
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk, provider):
    names = {"MADOGUCHI_STAFF_OIDC_ISSUER": provider[0], "MADOGUCHI_STAFF_OIDC_CLIENT_ID": "desk", "MADOGUCHI_STAFF_OIDC_CLIENT_SECRET": "s"}
    found = open_small_desk(tmp_path, filled_file, small_clerk, **names)
    yield found
    close_desk(found)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def sign_in(desk, who, provider, *, client=None, start="/staff/openid", forge=None):
    provider[1].update(who=who, forge=forge)
    client = client or desk.app.test_client()
    sent = client.get(start)
    try:
        urllib.request.build_opener(Stay).open(sent.location)
    except urllib.error.HTTPError as answer:
        with answer:
            back = answer.headers["Location"]
    return client, client.get(back.partition("localhost")[2])


def test_the_named_account_is_signed_in(desk, provider):
    client, response = sign_in(desk, "henshu", provider)
    assert response.location == "/staff/" and "henshu" in client.get("/staff/me").text


def test_a_person_without_account_stays_out(desk, provider):
    client, response = sign_in(desk, "dare", provider)
    assert response.status_code == 409 and "アカウントがありません" in response.text
    assert client.get("/staff/me").status_code == 302


def forged(kid="k1", **changed):
    """Signed with a key of one's own, or truly unsigned."""
    key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})
    return lambda claims: jwt.encode({"alg": "RS256", "kid": kid}, claims | changed, key)


FORGED = {
    "another key under the same name": forged(),
    "a key that the provider doesn't have": forged("k9"),
    "no signature": lambda _claims: "eyJhbGciOiJub25lIn0.eyJwcmVmZXJyZWRfdXNlcm5hbWUiOiJrYW5yaSJ9.",
    "no token at all": lambda _claims: "abc",
    "a name without key": lambda claims: jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("s" * 32)),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_refused_kindly(desk, provider, forge):
    client, response = sign_in(desk, "kanri", provider, forge=forge)
    assert response.status_code == 409 and "もう一度お試しください" in response.text
    assert client.get("/staff/me").status_code == 302


@pytest.mark.parametrize("changed", [{"aud": "another"}, {"iss": "http://elsewhere.example"}, {"nonce": "other"}, {"exp": 1_000_000_000}], ids=str)
def test_a_token_for_another_place_or_time_is_refused_kindly(desk, provider, changed):
    key = provider[2]
    _, response = sign_in(desk, "kanri", provider, forge=lambda claims: jwt.encode({"alg": "RS256", "kid": "k1"}, claims | changed, key))
    assert response.status_code == 409 and "もう一度お試しください" in response.text


def openid_link(client, address):
    """The link to the provider on the page that an address leads to without a session."""
    page = BeautifulSoup(client.get(address, follow_redirects=True).text, "html.parser")
    return page.find("a", string="組織のアカウントでサインイン")["href"]


def test_the_wanted_page_comes_after_the_provider(desk, provider):
    client = desk.app.test_client()
    start = openid_link(client, "/staff/entries?q=住民票")
    _, response = sign_in(desk, "henshu", provider, client=client, start=start)
    assert response.location.startswith("/staff/entries?q=")


def test_the_provider_leads_nowhere_but_to_the_desk(desk, provider):
    _, response = sign_in(desk, "henshu", provider, start="/staff/openid?after=https://evil.example/")
    assert response.location == "/staff/"


def expired_edit(desk, name):
    """A browser in which somebody's session ended while they wrote, and the page it was led to."""
    client = desk.client(name)
    with client.session_transaction() as kept:
        kept["staff_seen"] = 0
    return client, desk.post(client, "/staff/entries/ogaki.convenience-store-certificates", answer="書きかけの答え").location


def test_what_was_being_written_survives_the_provider(desk, provider):
    client, page = expired_edit(desk, "henshu")
    _, response = sign_in(desk, "henshu", provider, client=client, start=openid_link(client, page))
    assert "書きかけの答え" in client.get(response.location).text


def test_a_failed_try_keeps_what_was_being_written(desk, provider):
    client, page = expired_edit(desk, "henshu")
    sign_in(desk, "henshu", provider, client=client, start=openid_link(client, page), forge=forged())
    _, response = sign_in(desk, "henshu", provider, client=client)
    assert "書きかけの答え" in client.get(response.location).text


def test_somebody_else_does_not_get_it(desk, provider):
    client, page = expired_edit(desk, "henshu")
    _, response = sign_in(desk, "shonin", provider, client=client, start=openid_link(client, page))
    assert response.location == "/staff/"


def test_an_answer_nobody_asked_for_is_refused(desk, provider):
    assert desk.app.test_client().get("/staff/openid/return?code=c&state=made-up").status_code == 409


def test_without_the_setting_there_is_no_such_page(tmp_path, filled_file, small_clerk):
    found = open_small_desk(tmp_path, filled_file, small_clerk)
    assert found.app.test_client().get("/staff/openid").status_code == 404
    close_desk(found)
