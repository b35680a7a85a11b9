"""LINE under load: 2,000 events in 10 s from 200 users; how fast the webhook answers, whether each is answered once and in order.

`python tests/benchmarks/bench_line.py [KILLS]` — KILLS times the worker is killed in between (default 0). Rasa is away: this measures LINE's part.
"""

import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from knowledge.catalogue import load_catalogue
from knowledge.settings import ROOT
from knowledge.store import Base, import_catalogue, open_engine
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import create_stand_in, running
from tests.line_stand_in.webhook_event import body_of, headers_for, text_event, user_id
from tests.web.line.worker_process import answered_in_order, wanted_order, worker_environment, working
from web import database

EVENTS, USERS, SECONDS = 2000, 200, 10.0
GIVE_UP_SECONDS = 900


def main(kills: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="bench-line-"))
    assert database.TABLES
    engine = open_engine(f"sqlite:///{folder}/madoguchi.db")
    Base.metadata.create_all(engine)
    import_catalogue(engine, load_catalogue(only=["ogaki"]))
    platform = Platform()
    platform.token_seconds = 3600
    with running(create_stand_in(platform)) as address, working(worker_environment(folder, address), folder / "worker.log") as worker:
        port = _free_port()
        web = _web(folder, address, port)
        try:
            ok = _measure(platform, f"http://127.0.0.1:{port}", worker, kills)
        finally:
            web.terminate()
            web.wait()
    shutil.rmtree(folder)
    return 0 if ok else 1


def _web(folder, address, port):
    gunicorn = [f"{ROOT}/.venv/bin/gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "16"]
    command = [*gunicorn, "--log-level", "warning", "web.application:create_app()"]
    web = subprocess.Popen(command, cwd=ROOT, env=worker_environment(folder, address))
    for _ in range(600):
        try:
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2)
            return web
        except httpx.HTTPError:
            time.sleep(0.3)
    raise SystemExit("web did not start")


def _measure(platform, address, worker, kills):
    events = [_event(platform, number) for number in range(EVENTS)]
    client = httpx.Client(base_url=address, trust_env=False, timeout=10, limits=httpx.Limits(max_connections=32))
    start = time.monotonic()
    killers = [threading.Timer((n + 1) * SECONDS / (kills + 1), lambda: (worker.kill(), worker.start())) for n in range(kills)]
    for killer in killers:
        killer.start()
    with ThreadPoolExecutor(32) as pool:
        times = list(pool.map(lambda pair: _post(client, start + pair[0] * SECONDS / EVENTS, pair[1]), enumerate(events)))
    for killer in killers:
        killer.join()
    sent_after = time.monotonic() - start
    while len(platform.sent) < EVENTS and time.monotonic() - start < GIVE_UP_SECONDS:
        time.sleep(0.2)
    answered_after = time.monotonic() - start
    time.sleep(2)
    right = answered_in_order(platform, events) == wanted_order(events)
    pushes = sum(sent.kind == "push" for sent in platform.sent)
    cuts = statistics.quantiles(times, n=100)
    print(f"events {EVENTS} in {sent_after:.1f} s, worker killed {kills} times")
    print(f"webhook 200 after: p50 {1000 * cuts[49]:.0f} ms, p99 {1000 * cuts[98]:.0f} ms, longest {1000 * max(times):.0f} ms")
    print(f"all answered after {answered_after:.1f} s; {pushes} by push; each exactly once and in order: {right}")
    return right


def _event(platform, number):
    user = user_id(number % USERS)
    text = "住民票をコンビニで取れますか" if number % 2 else "使い方"
    return text_event(user, text, platform.issue_token(user), timestamp=1_000_000 + number)


def _post(client, at, event):
    time.sleep(max(0.0, at - time.monotonic()))
    body = body_of(event)
    started = time.perf_counter()
    assert client.post("/line/ogaki/webhook", content=body, headers=headers_for(body)).status_code == 200
    return time.perf_counter() - started


def _free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
