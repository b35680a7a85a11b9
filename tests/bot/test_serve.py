"""Rasa's server is told what it needs, whatever the random token looks like."""

import pytest


@pytest.mark.parametrize("token", ["abcDEF123", "-starts-with-a-dash", "--_"])
def test_rasa_takes_any_token(in_rasa, token):
    assert in_rasa("serve", token) == token
