"""A desk of one's own for each test."""

import pytest

from tests import staff_desk
from web.staff.answers import answer_diff
from web.staff.answers.graded import graded_questions


@pytest.fixture(scope="session")
def small_catalogue():
    return staff_desk.small_catalogue()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory, small_catalogue):
    return staff_desk.fill(tmp_path_factory.mktemp("desk") / "filled.db", small_catalogue)


@pytest.fixture(scope="session")
def small_clerk(filled_file, tmp_path_factory):
    return staff_desk.build_clerk_of(filled_file, tmp_path_factory.mktemp("clerk"))


@pytest.fixture(autouse=True)
def few_graded_questions(monkeypatch):
    """Reviews are compared on eight of the real graded questions, so that a test takes a moment."""
    monkeypatch.setattr(answer_diff, "graded_questions", lambda city: graded_questions(city)[:8])


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk):
    found = staff_desk.open_small_desk(tmp_path, filled_file, small_clerk)
    yield found
    staff_desk.close_desk(found)
