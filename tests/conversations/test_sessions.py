"""Many residents at once, many messages at once, and processes that die: no conversation loses or mixes anything."""

import os
import signal
import sqlite3
import subprocess
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import start_stack
from tests.conversations.story import entries_of, text_of


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory):
    """A deployment whose processes may be killed."""
    if os.environ.get("MADOGUCHI_TEST_URL"):
        pytest.skip("the deployment under test is not ours to break")
    stack = start_stack(tmp_path_factory.mktemp("own"))
    stack.wait_ready()
    yield stack
    stack.stop()


def kill(stack, *names):
    """End processes of the deployment at once, as a crash would; the supervisor starts them again."""
    supervisor = (stack.data / "supervisord.pid").read_text().strip()
    for name in names:
        for number in subprocess.run(["pgrep", "-P", supervisor, "-f", "--", name], capture_output=True, text=True, check=False).stdout.split():
            os.kill(int(number), signal.SIGKILL)


def wait_for_dialogue(stack, seconds=120):
    """Return when a message that takes both rasa and actions is answered by them; a greeting takes rasa alone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if "前の会話を踏まえた" not in text_of(stack.ask(uuid.uuid4().hex, "職員と話したい", "ogaki")):
            return
        time.sleep(0.5)
    pytest.fail("the dialogue did not come back")


def test_two_residents_never_mix(stack):
    tab, other = uuid.uuid4().hex, uuid.uuid4().hex
    stack.ask(tab, "電子図書館では何ができますか", "ogaki")
    stack.ask(other, "AIドリルとは何ですか", "sasebo")
    stack.ask(tab, "引っ越しの手続きをしたい", "ogaki")
    assert entries_of(stack.ask(other, "担当は？", "sasebo")) == ["sasebo.ai-drill"]
    assert "スマートフォン" in text_of(stack.ask(tab, "持っている", "ogaki"))
    assert entries_of(stack.ask(other, "いつから？", "sasebo")) == ["sasebo.ai-drill"]


def test_many_residents_at_once(stack):
    asked = [("ogaki", "電子図書館では何ができますか", "ogaki.e-library"), ("sasebo", "市役所でRPAは使われていますか", "sasebo.rpa")] * 4

    def talk(turn):
        city, question, entry = turn
        session = uuid.uuid4().hex
        replies = [stack.ask(session, text, city) for text in (question, "もっと詳しく", "どこに書いてある？")]
        return [entries_of(reply) for reply in replies] == [[entry]] * 3

    with ThreadPoolExecutor(len(asked)) as pool:
        assert all(pool.map(talk, asked))


def test_a_burst_is_answered_in_order_each_once(stack):
    session = uuid.uuid4().hex
    burst = ["電子図書館では何ができますか", "どこに書いてある？", "AIドリルとは何ですか", "担当は？", "ありがとう"]
    with ThreadPoolExecutor(len(burst)) as pool:
        sent = []
        for text in burst:
            sent.append(pool.submit(stack.ask, session, text, "sasebo"))
            time.sleep(0.15)
        replies = [future.result() for future in sent]
    assert "教育委員会" in text_of(replies[3])
    assert entries_of(replies[2]) == entries_of(replies[3]) == ["sasebo.ai-drill"]
    assert replies[4]["resolution"] == "smalltalk"
    assert len({reply["message_id"] for reply in replies}) == len(burst)


@pytest.mark.parametrize("names", [("-m actions",), ("bot.serve",), ("-m actions", "bot.serve", "gunicorn")])
def test_a_restart_in_the_middle_of_a_form_loses_nothing(own_stack, names):
    session = uuid.uuid4().hex
    assert "お持ちですか" in text_of(own_stack.ask(session, "引っ越しの手続きをしたい", "ogaki"))
    kill(own_stack, *names)
    own_stack.wait_ready()
    wait_for_dialogue(own_stack)
    assert "スマートフォン" in text_of(own_stack.ask(session, "持っている", "ogaki"))
    end = own_stack.ask(session, "窓口で", "ogaki")
    assert end["reason"] == "procedure" and "書かない窓口" in text_of(end)


def test_without_the_dialogue_a_question_is_still_answered(own_stack):
    kill(own_stack, "bot.serve")
    reply = own_stack.ask(uuid.uuid4().hex, "電子図書館では何ができますか", "ogaki")
    assert entries_of(reply) == ["ogaki.e-library"]
    own_stack.wait_ready()
    wait_for_dialogue(own_stack)


def test_half_an_hour_of_silence_begins_anew(own_stack):
    session = uuid.uuid4().hex
    own_stack.ask(session, "電子図書館では何ができますか", "ogaki")
    with sqlite3.connect(own_stack.data / "tracker.db") as tracker:
        shift(tracker, f"web:{session}", seconds=31 * 60)
    assert own_stack.ask(session, "もっと詳しく", "ogaki")["reason"] == "nothing_before"


def shift(tracker, sender, seconds):
    """Move a conversation into the past."""
    tracker.execute(
        "UPDATE events SET timestamp = timestamp - ?, data = json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - ?) WHERE sender_id = ?",
        (seconds, seconds, sender),
    )


def test_a_long_conversation_keeps_its_topic_and_its_form(stack):
    session = uuid.uuid4().hex
    for _ in range(12):
        stack.ask(session, "電子図書館では何ができますか", "ogaki")
    assert entries_of(stack.ask(session, "もっと詳しく", "ogaki")) == ["ogaki.e-library"]
    stack.ask(session, "引っ越しの手続きをしたい", "ogaki")
    assert "スマートフォン" in text_of(stack.ask(session, "持っている", "ogaki"))
