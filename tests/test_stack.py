"""The real processes, started as `make serve` starts them, talked to over HTTP, and killed."""

import os
import signal
import subprocess
import time
import urllib.request
import uuid
from pathlib import Path

import pytest

from tests.conftest import start_stack

QUESTION = "住民票ってコンビニで取れる？"


def test_a_question_is_answered_with_its_source(stack):
    reply = stack.ask(uuid.uuid4().hex, QUESTION, "ogaki")
    answer = reply["replies"][0]
    assert (reply["resolution"], reply["reason"]) == ("answered", "confident_match")
    assert answer["entry_id"] == "ogaki.convenience-store-certificates"
    assert answer["citations"][0]["plan"] == "大垣市スマートシティ推進計画（素案）"
    assert answer["as_of"]


def test_what_is_no_matter_of_the_plan_is_declined_with_what_can_be_asked(stack):
    reply = stack.ask(uuid.uuid4().hex, "明日の天気は？", "ogaki")
    assert reply["resolution"] == "fallback"
    assert reply["replies"][0]["choices"]


def test_a_follow_up_leans_on_the_conversation(stack):
    session = uuid.uuid4().hex
    stack.ask(session, "都市OSを構築するのは何年度の予定ですか？", "mutsu")
    reply = stack.ask(session, "どこに書いてある？", "mutsu")
    assert reply["reason"] == "follow_up"
    assert "むつ市スマートシティ推進戦略" in reply["replies"][0]["text"]


def test_security_headers_allow_our_own_files_alone(stack):
    with urllib.request.urlopen(f"{stack.url}/", timeout=10) as page:
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'self'" in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def own_stack(tmp_path):
    """A stack that may be hurt."""
    stack = start_stack(tmp_path)
    stack.wait_ready()
    yield stack
    stack.stop()


def processes_of(stack, command):
    """The process ids of a stack's processes whose command line holds a text."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            line = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            environment = Path(f"/proc/{pid}/environ").read_text(errors="replace")
        except OSError:
            continue
        if command in line and f"MADOGUCHI_DATA={stack.data}" in environment:
            found.append(int(pid))
    return found


def test_killed_processes_come_back_and_single_questions_are_answered_meanwhile(own_stack):
    for pid in processes_of(own_stack, "bot.serve"):
        os.kill(pid, signal.SIGKILL)
    session = uuid.uuid4().hex
    reply = own_stack.ask(session, QUESTION, "ogaki")
    assert reply["resolution"] == "answered"
    assert reply["replies"][0]["type"] == "notice"
    own_stack.wait_ready()
    assert own_stack.ask(session, QUESTION, "ogaki")["replies"][0]["type"] == "answer"


def test_without_the_action_server_the_chain_is_not_ready_and_questions_are_still_answered(own_stack):
    for pid in processes_of(own_stack, "-m actions"):
        os.kill(pid, signal.SIGKILL)
    assert own_stack.health() != "ready"
    assert own_stack.ask(uuid.uuid4().hex, QUESTION, "ogaki")["resolution"] == "answered"
    own_stack.wait_ready()


def test_the_inner_processes_listen_on_loopback_alone(own_stack):
    listening = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True, check=True).stdout
    open_ports = {line.split()[1].split(":")[1]: line.split()[1].split(":")[0] for line in listening.splitlines()[1:] if line.split()[3] == "0A"}
    inner = [value for pid in processes_of(own_stack, "bot.serve") for value in ports_of(pid)]
    assert len(inner) == 2
    assert {open_ports[f"{port:04X}"] for port in inner} == {"0100007F"}


def ports_of(pid):
    """The inner ports that a process was told."""
    environment = dict(item.split("=", 1) for item in Path(f"/proc/{pid}/environ").read_text().split("\0") if "=" in item)
    return int(environment["MADOGUCHI_RASA_PORT"]), int(environment["MADOGUCHI_ACTIONS_PORT"])


def test_stopping_ends_every_process(tmp_path):
    stack = start_stack(tmp_path)
    stack.wait_ready()
    stack.stop()
    time.sleep(1)
    assert not processes_of(stack, "")
