"""LINE under load: 2,000 events in 10 s from 200 users; how fast the webhook answers, whether each is answered once and in order.

`python tests/benchmarks/bench_line.py [KILLS]` — KILLS times the worker is killed in between (default 0). Rasa is away: this measures LINE's part.
"""

import multiprocessing
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import httpx
import urllib3

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
    gunicorn = [f"{ROOT}/.venv/bin/gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "16", "--keep-alive", "30"]
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
    start = time.monotonic()
    killers = [threading.Timer((n + 1) * SECONDS / (kills + 1), lambda: (worker.kill(), worker.start())) for n in range(kills)]
    for killer in killers:
        killer.start()
    # In a process of its own, so that the stand-in's checking doesn't hold the clock up.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as apart:
        times = apart.submit(_send_all, address, [body_of(event) for event in events]).result()
    for killer in killers:
        killer.join()
    while len(platform.sent) < EVENTS and time.monotonic() - start < GIVE_UP_SECONDS:
        time.sleep(0.2)
    answered_after = time.monotonic() - start
    time.sleep(2)
    right = answered_in_order(platform, events) == wanted_order(events)
    pushes = sum(sent.kind == "push" for sent in platform.sent)
    cuts = statistics.quantiles(times, n=100)
    print(f"events {EVENTS} at {EVENTS / SECONDS:.0f} a second, worker killed {kills} times")
    print(f"webhook 200 after: p50 {1000 * cuts[49]:.0f} ms, p99 {1000 * cuts[98]:.0f} ms, longest {1000 * max(times):.0f} ms")
    print(f"all answered after {answered_after:.1f} s; {pushes} by push; each exactly once and in order: {right}")
    return right


def _send_all(address, bodies):
    """Post each body at its time; returns the seconds each took, counted from when it was due."""
    signed = [(body, headers_for(body)) for body in bodies]
    client = urllib3.PoolManager(maxsize=64)
    start = time.monotonic() + 1.0

    def post(pair):
        number, (body, headers) = pair
        due = start + number * SECONDS / EVENTS
        time.sleep(max(0.0, due - time.monotonic()))
        assert client.request("POST", f"{address}/line/ogaki/webhook", body=body, headers=headers, retries=False).status == 200
        return time.monotonic() - due

    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(post, enumerate(signed)))


def _event(platform, number):
    user = user_id(number % USERS)
    text = "住民票をコンビニで取れますか" if number % 2 else "使い方"
    return text_event(user, text, platform.issue_token(user), timestamp=1_000_000 + number)


def _free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
