"""The resident's window without a browser."""

import pytest

from tests.resident import shared_app


@pytest.fixture
def app():
    return shared_app()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def engine(app):
    return app.extensions["conversation"].engine


@pytest.fixture
def dialogue(app):
    return app.extensions["conversation"].rasa
