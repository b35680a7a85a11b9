"""A LINE webhook through every process: web takes it, the worker asks Rasa and its actions, LINE's stand-in gets the reply."""

import time
import urllib.request
import uuid

import pytest

from tests.conftest import start_stack
from tests.line_stand_in.line_schema import REASON, described
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import create_stand_in, running
from tests.line_stand_in.webhook_event import body_of, headers_for, text_event, user_id
from tests.web.line.worker_process import CHANNEL

pytestmark = pytest.mark.skipif(not described(), reason=REASON)

QUESTION = "住民票ってコンビニで取れる？"
FOLLOW_UP = "どこに書いてある？"


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """LINE's platform and the address of a deployment that speaks to it."""
    platform = Platform()
    with running(create_stand_in(platform)) as address:
        stack = start_stack(tmp_path_factory.mktemp("line"), MADOGUCHI_LINE_API_BASE=address, **CHANNEL)
        stack.wait_ready()
        yield platform, stack
        stack.stop()


def said_to(platform, stack, text, user):
    """What a user gets for a message, as LINE got it."""
    before = len(platform.sent)
    body = body_of(text_event(user, text, platform.issue_token(user)))
    with urllib.request.urlopen(urllib.request.Request(f"{stack.url}/line/ogaki/webhook", body, headers_for(body)), timeout=10) as answer:
        assert answer.status == 200
    end = time.monotonic() + 60
    while len(platform.sent) == before and time.monotonic() < end:
        time.sleep(0.1)
    return platform.sent[before]


def test_the_same_question_gets_the_same_entry_and_a_follow_up_its_source(line):
    platform, stack = line
    in_browser = stack.ask(uuid.uuid4().hex, QUESTION, "ogaki")["replies"][0]
    answered = said_to(platform, stack, QUESTION, user_id(1))
    assert answered.kind == "reply"
    assert in_browser["text"].splitlines()[0] in str(answered.messages)
    # Only Rasa's tracker knows what 「どこ」 leans on: the clerk alone would have to ask back.
    followed = said_to(platform, stack, FOLLOW_UP, user_id(1))
    assert in_browser["citations"][0]["plan"] in str(followed.messages)
    assert not platform.refused


def test_danger_comes_first(line):
    platform, stack = line
    assert "119" in str(said_to(platform, stack, "家が燃えています", user_id(2)).messages)
