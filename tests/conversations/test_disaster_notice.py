"""The disaster notice stands above every reply of a conversation, whatever it is in the middle of, until it ends."""

import os
import subprocess
import sys
import uuid

import pytest

from tests.conversations.story import text_of

NOTICE = "大雨のため、避難所を開いています。"


@pytest.fixture
def notice(stack):
    """Switches the notice of 佐渡市 on and off by staff's command."""
    environment = os.environ | stack.environment | {"MADOGUCHI_DATA": str(stack.data)}

    def switch(*words):
        command = [sys.executable, "-m", "knowledge.disaster_notice", *words, "--municipality", "sado"]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    yield switch
    switch("off")


def first(reply):
    return (reply["replies"][0]["type"], reply["replies"][0]["text"])


def test_it_stands_above_answers_the_guide_small_talk_and_danger_until_it_is_switched_off(stack, notice):
    session = uuid.uuid4().hex
    notice("on", NOTICE, "--hours", "2")
    for message in ("トキは野生で暮らしていますか", "出典は？", "証明書がほしい", "ありがとう", "父が急に倒れて返事がない"):
        assert first(stack.ask(session, message, "sado")) == ("notice", NOTICE), message
    resumed = stack.ask(session, "持っていない", "sado")
    assert first(resumed) == ("notice", NOTICE) and "窓口" in text_of(resumed)
    notice("off")
    assert NOTICE not in text_of(stack.ask(session, "窓口で", "sado"))


def test_another_city_and_an_expired_notice_show_none(stack, notice):
    notice("on", NOTICE, "--hours", "2")
    assert NOTICE not in text_of(stack.ask(uuid.uuid4().hex, "電子図書館では何ができますか", "ogaki"))
    notice("on", NOTICE, "--hours", "-1")
    assert NOTICE not in text_of(stack.ask(uuid.uuid4().hex, "トキは野生で暮らしていますか", "sado"))
