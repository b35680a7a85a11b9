"""The queue: jobs by name, kept in the data folder until a worker does them."""

from dataclasses import replace

import pytest

from tests.web.line.conftest import NOBODY, line_settings
from web.errors import QueueUnavailable
from web.job_queue import open_job_queue


def test_what_one_process_puts_in_another_does(tmp_path):
    settings = line_settings(tmp_path, NOBODY)
    open_job_queue(settings).put("greet", "大垣", "市")
    done = []
    worker = open_job_queue(settings, {"greet": lambda *words: done.append(words)})
    worker.huey.execute(worker.huey.dequeue())
    assert done == [("大垣", "市")]


def test_a_queue_that_is_away_is_said_so(tmp_path):
    settings = replace(line_settings(tmp_path, NOBODY), queue_url="redis://127.0.0.1:9/0")
    with pytest.raises(QueueUnavailable):
        open_job_queue(settings).put("greet")
