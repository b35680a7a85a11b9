"""How long `make serve` takes until /healthz is ready: with everything built, and (--fresh) from a fresh clone with nothing prepared.

`python tests/benchmarks/bench_start.py [TIMES] [--fresh]`; prints seconds, ends with 1 when a start with everything built takes 20 s or more.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from web.serve import healthy, unused_port  # noqa: E402

LIMIT = 20.0
GIVE_UP = 1800


def start(folder):
    """Seconds from `make serve` in a folder until the whole chain answers."""
    port = unused_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")} | {"PORT": str(port)}
    began = time.monotonic()
    server = subprocess.Popen(["make", "serve"], cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    while not healthy(f"http://127.0.0.1:{port}/healthz") and server.poll() is None and time.monotonic() - began < GIVE_UP:
        time.sleep(0.1)
    seconds = time.monotonic() - began
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(60)
    return seconds


def main():
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int, nargs="?", default=3)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    if options.fresh:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{folder}/madoguchi"], check=True)
            print(f"first start from a fresh clone: {start(f'{folder}/madoguchi') / 60:.1f} min", flush=True)
    subprocess.run(["make", "--silent", "setup"], cwd=ROOT, check=True)
    found = [start(ROOT) for _ in range(options.times)]
    print(f"start with everything built: {' '.join(f'{seconds:.1f}' for seconds in found)} s, median {statistics.median(found):.1f} s")
    return int(statistics.median(found) >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
