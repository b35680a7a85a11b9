"""Signing in and out, and how long a session lasts."""

import time

import pytest

from tests.staff_desk import PASSWORD, open_small_desk


def test_a_right_password_opens_the_desk(desk):
    assert "ようす" in desk.client("henshu").get("/staff/").text


def test_a_wrong_one_is_told_plainly(desk):
    response = desk.post(desk.client(None), "/staff/sign-in", name="henshu", password="x")
    assert response.status_code == 401 and "名前かパスワードが違います" in response.text


@pytest.mark.parametrize(("seen", "started", "open_still"), [(60, 60, True), (31 * 60, 31 * 60, False), (60, 11 * 3600, False)])
def test_idle_and_old_sessions_end(desk, seen, started, open_still):
    client = desk.client("henshu")
    with client.session_transaction() as session:
        session["staff_seen"], session["staff_started"] = time.time() - seen, time.time() - started
    assert (client.get("/staff/me").status_code == 200) is open_still


def test_a_changed_password_ends_the_other_sessions(desk):
    here, there = desk.client("henshu"), desk.client("henshu")
    desk.post(here, "/staff/me/password", old=PASSWORD, new="まったく新しいあいことば77")
    assert there.get("/staff/me").status_code == 302
    assert desk.post(desk.client(None), "/staff/sign-in", name="henshu", password="まったく新しいあいことば77").status_code == 302


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example/staff/", "/\\evil.example", "javascript:alert(1)", "/", "/staff/../x\\y"])
def test_signing_in_leads_nowhere_but_to_the_desk(desk, after):
    response = desk.post(desk.client(None), "/staff/sign-in", name="henshu", password=PASSWORD, after=after)
    assert response.location == "/staff/"


def test_other_networks_stay_out(tmp_path, filled_file, small_clerk):
    found = open_small_desk(tmp_path, filled_file, small_clerk, MADOGUCHI_STAFF_NETWORKS="192.0.2.0/24 2001:db8::/32")
    client = found.app.test_client()
    assert client.get("/staff/sign-in").status_code == 403
    assert client.get("/staff/sign-in", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    assert client.get("/").status_code == 200


def test_nothing_of_the_desk_is_kept_in_caches(desk):
    assert desk.client("henshu").get("/staff/entries").headers["Cache-Control"] == "no-store"
