"""Signing in and out."""

import pytest

from tests.web.staff.conftest import PASSWORD


def test_a_right_password_opens_the_desk(desk):
    assert "ようす" in desk.client("henshu").get("/staff/").text
