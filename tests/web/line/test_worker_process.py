"""A real worker process, killed twice while residents write: each is answered once and in order."""

import time

from tests.line_stand_in.webhook_event import text_event, user_id
from tests.web.line.conftest import until
from tests.web.line.worker_process import answered_in_order, wanted_order, worker_environment, working

USERS, ROUNDS = 8, 7


def test_killed_workers_lose_and_double_nothing(line, tmp_path):
    platform = line.platform
    platform.token_seconds = 3600
    settings = line.app.extensions["settings"]
    events = []
    with working(worker_environment(tmp_path, settings.line_api_base), tmp_path / "worker.log") as worker:
        line.deliver(_event(line, events, 0))
        until(lambda: platform.sent, 400)
        for turn in range(ROUNDS):
            for number in range(1, USERS + 1):
                assert line.deliver(_event(line, events, number)).status_code == 200
            if turn in (2, 5):
                worker.kill()
                worker.start()
        until(lambda: len(platform.sent) >= len(events), 600)
        time.sleep(1)
    assert answered_in_order(platform, events) == wanted_order(events)
    assert platform.refused == []


def _event(line, events, number):
    user = user_id(number)
    text = "使い方" if len(events) % 3 else "住民票をコンビニで取れますか"
    events.append(text_event(user, text, line.platform.issue_token(user), timestamp=1_000_000 + len(events)))
    return events[-1]
