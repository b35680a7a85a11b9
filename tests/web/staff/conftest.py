"""What all tests of the desk share."""

import pytest

from web.staff.answers import answer_diff
from web.staff.answers.graded import graded_questions


@pytest.fixture(autouse=True)
def few_graded_questions(monkeypatch):
    """Reviews are compared on eight of the real graded questions, so that a test takes a moment."""
    monkeypatch.setattr(answer_diff, "graded_questions", lambda city: graded_questions(city)[:8])
