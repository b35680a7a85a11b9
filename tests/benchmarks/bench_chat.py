"""POST /api/chat through the whole chain, side by side with a bare Rasa server that answers a rule; memory of all processes.

`.venv/bin/python tests/benchmarks/bench_chat.py` (after `make setup`). The bare server is Rasa 3.6 with its own whitespace
tokenizer, sparse features and RulePolicy, one greeting rule, the REST channel, an in-memory tracker.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import start_stack  # noqa: E402
from web.serve import unused_port  # noqa: E402

MESSAGES = 60
NAMES = ("actions", "bot.serve", "web.worker", "web.serve")
QUESTIONS = ["住民票ってコンビニで取れる？", "スマホ教室はありますか", "計画の期間は？", "市の人口は何人ですか", "キャッシュレスで払えますか"]
CONFIG = """recipe: default.v1
language: en
assistant_id: bare
pipeline: [{name: WhitespaceTokenizer}, {name: CountVectorsFeaturizer}, {name: LogisticRegressionClassifier}]
policies: [{name: RulePolicy}]
"""
DOMAIN = """version: "3.1"
intents: [greet, bye]
responses: {utter_greet: [{text: hello}], utter_bye: [{text: bye}]}
"""
DATA = """version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n- hi there\\n- good morning\\n"}
- {intent: bye, examples: "- bye\\n- see you\\n- good night\\n"}
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
- {rule: bye, steps: [{intent: bye}, {action: utter_bye}]}
"""


def post(url, body):
    """Milliseconds of one POST."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as response:
        response.read()
    return 1000 * (time.perf_counter() - start)


def bare_rasa(folder):
    """Train and start a bare Rasa; returns its process and address."""
    for name, text in (("config.yml", CONFIG), ("domain.yml", DOMAIN), ("data.yml", DATA), ("credentials.yml", "rest: {}\n"), ("endpoints.yml", "\n")):
        (folder / name).write_text(text)
    rasa, port = [str(ROOT / ".venv-rasa/bin/python"), "-W", "ignore", "-m", "rasa"], unused_port()
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*rasa, "train", "--data", "data.yml", "--out", "models"], check=True, **quiet)
    process = subprocess.Popen([*rasa, "run", "-i", "127.0.0.1", "-p", str(port), "--model", "models", "--credentials", "credentials.yml"], **quiet)
    return process, f"http://127.0.0.1:{port}"


def wait(url):
    """Return when somebody listens."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{url} does not answer")


def memory(data):
    """Megabytes of every process of a deployment, by command; a page that several map is shared out among them (Pss)."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"MADOGUCHI_DATA={data}\0" not in (folder / "environ").read_text(errors="replace"):
                continue
            words = (folder / "cmdline").read_text().split("\0")
            held = next(int(line.split()[1]) for line in (folder / "smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
        name = next((word for word in words if word in NAMES or "gunicorn" in word or "supervisord" in word), words[0])
        found[name.split("/")[-1]] = found.get(name.split("/")[-1], 0) + held / 1024
    return found


def spread(label, times):
    """Print median and 95th percentile; returns the median."""
    ordered = sorted(times)
    median = statistics.median(ordered)
    print(f"{label:34} p50 {median:6.1f} ms   p95 {ordered[int(len(ordered) * 0.95)]:6.1f} ms   ({len(ordered)} messages)")
    return median


def main():
    """Start both, send the same number of messages to each in turn, print times, ratio and memory."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        stack = start_stack(Path(first))
        bare, address = bare_rasa(Path(second))
        try:
            stack.wait_ready()
            wait(address)
            ours, theirs = [], []
            for number in range(MESSAGES + 10):
                theirs.append(post(f"{address}/webhooks/rest/webhook", {"sender": uuid.uuid4().hex, "message": "hello"}))
                body = {"session_id": uuid.uuid4().hex, "message": QUESTIONS[number % len(QUESTIONS)], "municipality": "ogaki", "language": "ja"}
                ours.append(post(f"{stack.url}/api/chat", body))
            bare_median, our_median = spread("bare Rasa, one rule", theirs[10:]), spread("POST /api/chat, whole chain", ours[10:])
            print(f"ratio {our_median / bare_median:.2f}")
            used = memory(stack.data)
            print("resident memory: " + ", ".join(f"{name} {size:.0f} MB" for name, size in sorted(used.items())) + f"; together {sum(used.values()):.0f} MB")
        finally:
            bare.terminate()
            stack.stop()


if __name__ == "__main__":
    main()
