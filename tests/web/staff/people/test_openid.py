"""Signing in with an identity provider: a small real one on this machine."""

import threading
import time

import pytest
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

from tests.staff_desk import close_desk, open_small_desk


@pytest.fixture(scope="module")
def provider():
    """An OpenID provider whose person is `who`."""
    app, key, state = Flask("provider"), RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}), {"who": "henshu"}
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
        signed = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)
        return jsonify(access_token="a", token_type="Bearer", expires_in=60, id_token=signed)

    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer, state
    server.shutdown()
    server.server_close()


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk, provider):
    names = {"MADOGUCHI_STAFF_OIDC_ISSUER": provider[0], "MADOGUCHI_STAFF_OIDC_CLIENT_ID": "desk", "MADOGUCHI_STAFF_OIDC_CLIENT_SECRET": "s"}
    found = open_small_desk(tmp_path, filled_file, small_clerk, **names)
    yield found
    close_desk(found)


def sign_in(desk, who, provider):
    import urllib.request

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    provider[1]["who"] = who
    client = desk.app.test_client()
    sent = client.get("/staff/openid")
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


def test_an_answer_nobody_asked_for_is_refused(desk, provider):
    assert desk.app.test_client().get("/staff/openid/return?code=c&state=made-up").status_code == 409


def test_without_the_setting_there_is_no_such_page(tmp_path, filled_file, small_clerk):
    found = open_small_desk(tmp_path, filled_file, small_clerk)
    assert found.app.test_client().get("/staff/openid").status_code == 404
    close_desk(found)
