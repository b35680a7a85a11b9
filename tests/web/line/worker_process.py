"""A real worker process for tests and benchmarks, and the tally of who was answered what."""

import os
import signal
import subprocess
import sys
import uuid
from collections import defaultdict
from contextlib import contextmanager

from knowledge.settings import ROOT
from tests.line_stand_in.stand_in import ACCESS_TOKEN
from tests.line_stand_in.webhook_event import CHANNEL_SECRET

CHANNEL = {"MADOGUCHI_LINE_OGAKI_CHANNEL_SECRET": CHANNEL_SECRET, "MADOGUCHI_LINE_OGAKI_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN}


def worker_environment(folder, api_base, **more):
    own = {
        "MADOGUCHI_DATA": str(folder),
        "MADOGUCHI_MUNICIPALITIES": "ogaki",
        "MADOGUCHI_SECRET_KEY": "secret",
        "MADOGUCHI_RASA_TOKEN": "token",
        "MADOGUCHI_RASA_URL": "http://127.0.0.1:9",
        "MADOGUCHI_LINE_KEY": "a key for tests",
        "MADOGUCHI_LINE_API_BASE": api_base,
        "MADOGUCHI_LINE_OGAKI_PUSH_BUDGET": "100000",
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **own, **CHANNEL, **more}


class Worker:
    """Starts, and can be killed without a word."""

    def __init__(self, environment, log):
        self.environment, self.log = environment, log
        self.start()

    def start(self):
        command = ["nice", "-n", "5", sys.executable, "-m", "web.worker"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def working(environment, path):
    with path.open("wb") as log:
        worker = Worker(environment, log)
        try:
            yield worker
        finally:
            worker.process.terminate()
            worker.process.wait()


def retry_key_of(event, account="ogaki"):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"madoguchi:line:{account}/{event['webhookEventId']}"))


def answered_in_order(platform, events):
    """For each user the places of their events in the order they were answered."""
    place = {}
    for number, event in enumerate(events):
        place[event["replyToken"]] = place[retry_key_of(event)] = number
    found = defaultdict(list)
    with platform.lock:
        for sent in platform.sent:
            found[sent.to].append(place[sent.token or sent.retry_key])
    return found


def wanted_order(events):
    wanted = defaultdict(list)
    for number, event in enumerate(events):
        wanted[event["source"]["userId"]].append(number)
    return wanted
