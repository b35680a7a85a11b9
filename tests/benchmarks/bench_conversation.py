"""What the 200th message of a conversation costs against the first: as Rasa ships, and as it is served.

`make benchmark`, or `python tests/benchmarks/bench_conversation.py [MESSAGES]`. Both kinds run against one action server,
one after the other, so that the machine is the same. Prints milliseconds per message and the ratio; ends with 1 when the
product's ratio is over 1.3.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from knowledge.settings import ROOT
from knowledge.store import open_engine
from web.database import prepare
from web.serve import unused_port

DATA = Path(os.environ.get("MADOGUCHI_DATA") or ROOT / "var")
TOKEN = "benchmark"
QUESTION = "コンビニで住民票は取れますか"
LIMIT = 1.3
START_SECONDS = 240

# Long enough to hold a whole cycle of folding.
WINDOW = 20


@dataclass(frozen=True)
class Kind:
    """A way to run Rasa: its channel class and tracker store."""

    name: str
    channel: str
    store: str


SHIPPED = Kind("as Rasa ships", "tests.benchmarks.wide_channel.WideInput", "SQL")
SERVED = Kind("as served", "bot.components.channel.MadoguchiInput", "bot.components.tracker_store.FoldingTrackerStore")


@contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """A process that ends with the block."""
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


def wait(url: str) -> None:
    """Return when somebody answers under this address."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.HTTPError:
            time.sleep(0.5)
    sys.exit(f"nobody answers at {url}")


def rasa_command(kind: Kind, folder: Path, port: int, actions: int) -> list[str]:
    """`rasa run` with endpoints and credentials of this kind."""
    database = folder / f"{kind.store.rsplit('.', 1)[-1]}.db"
    # Rasa's own store takes the database apart, ours a URL.
    place = f"dialect: sqlite\n  db: {database}" if kind.store == "SQL" else f"url: sqlite:///{database}"
    (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\ntracker_store:\n  type: {kind.store}\n  {place}\n")
    (folder / "credentials.yml").write_text(f"{kind.channel}:\n  token: {TOKEN}\n")
    files = ["--endpoints", f"{folder}/endpoints.yml", "--credentials", f"{folder}/credentials.yml", "--model", f"{DATA}/models/madoguchi.tar.gz"]
    return [".venv-rasa/bin/python", "-W", "ignore", "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port), *files]


def converse(url: str, session: str, messages: int) -> list[float]:
    """Milliseconds of each message of one conversation."""
    taken = []
    with httpx.Client(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60) as client:
        for _ in range(messages):
            started = time.perf_counter()
            answer = client.post(url, json={"sender": session, "message": QUESTION, "metadata": {"municipality": "ogaki", "language": "ja"}})
            taken.append(1000 * (time.perf_counter() - started))
            assert answer.json()[0]["custom"]["resolution"] == "answered"
    return taken


def measure(kind: Kind, folder: Path, actions: int, messages: int) -> float:
    """Print what a kind costs at a conversation's start and end; returns the ratio."""
    port = unused_port()
    with process(rasa_command(kind, folder, port, actions), {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "ERROR"}):
        wait(f"http://127.0.0.1:{port}/")
        url = f"http://127.0.0.1:{port}/webhooks/madoguchi/webhook"
        converse(url, "warm", 5)
        first = statistics.median(converse(url, f"first-{number}", 1)[0] for number in range(WINDOW))
        last = statistics.median(converse(url, "long", messages)[-WINDOW:])
    print(f"{kind.name:14}  first {first:6.1f} ms   {messages}th {last:6.1f} ms   ratio {last / first:.2f}")
    return last / first


def main() -> int:
    """Measure both kinds; the exit code tells whether the product keeps its limit."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), unused_port()
        settings = {"MADOGUCHI_DATABASE_URL": f"sqlite:///{folder}/madoguchi.db", "MADOGUCHI_DATA": str(DATA), "PYTHONPATH": str(ROOT)}
        prepare(open_engine(settings["MADOGUCHI_DATABASE_URL"]))
        with process([sys.executable, "-m", "actions", str(port)], settings):
            wait(f"http://127.0.0.1:{port}/health")
            ratios = [measure(kind, folder, port, messages) for kind in (SHIPPED, SERVED)]
    return 0 if ratios[-1] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
