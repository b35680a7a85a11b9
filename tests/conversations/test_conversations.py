"""Residents' conversations from the first message to the last, against the real stack, in every wording."""

import uuid
from collections import Counter

import pytest

from tests.conversations.story import read_stories, tell

STORIES = read_stories()
TELLINGS = [pytest.param(story, telling, id=f"{story.id}-{telling}") for story in STORIES for telling in range(story.tellings)]


@pytest.mark.parametrize(("story", "telling"), TELLINGS)
def test_conversation(stack, story, telling):
    wrong = tell(stack, story, telling, uuid.uuid4().hex)
    assert not wrong, "\n".join(wrong)


def test_there_are_enough_stories_of_every_city():
    cities = Counter(story.municipality for story in STORIES)
    assert len(STORIES) >= 60
    assert min(cities[city] for city in ("nagasaki", "sado", "mutsu", "sasebo", "ogaki")) >= 5


def test_ids_are_unique_and_stories_are_whole_conversations():
    assert len({story.id for story in STORIES}) == len(STORIES)
    assert [story.id for story in STORIES if not 3 <= len(story.turns) <= 12] == []


def test_every_turn_expects_something():
    assert [story.id for story in STORIES for turn in story.turns if not turn.expect] == []
