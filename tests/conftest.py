"""What many tests share: the knowledge, a filled database, and the real stack on free ports."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from knowledge.catalogue import load_catalogue
from knowledge.settings import KnowledgeSettings
from knowledge.store import open_engine
from tests import staff_desk
from web.database import prepare
from web.serve import unused_port

ROOT = Path(__file__).parent.parent
VAR = Path(os.environ.get("MADOGUCHI_DATA") or ROOT / "var")


CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory):
    """The address of a database with the newest shape and all knowledge; copy it, don't write to it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('filled')}/madoguchi.db"
    engine = open_engine(url)
    prepare(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def small_catalogue():
    """Two cities with some forty entries, for the staff's desk."""
    return staff_desk.small_catalogue()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory, small_catalogue):
    """The database of a desk, filled; copy it, don't write to it."""
    return staff_desk.fill(tmp_path_factory.mktemp("desk") / "filled.db", small_catalogue)


@pytest.fixture(scope="session")
def small_clerk(filled_file, tmp_path_factory):
    """The clerk over it, for tests that publish nothing."""
    return staff_desk.build_clerk_of(filled_file, tmp_path_factory.mktemp("clerk"))


@pytest.fixture
def engine(filled_database, tmp_path):
    """A database of one's own, filled."""
    copy = tmp_path / "madoguchi.db"
    copy.write_bytes(Path(filled_database.removeprefix("sqlite:///")).read_bytes())
    engine = open_engine(f"sqlite:///{copy}")
    yield engine
    engine.dispose()


@pytest.fixture
def knowledge_settings(engine, tmp_path):
    return KnowledgeSettings(data=tmp_path, database_url=str(engine.url), municipalities=(), encoder=None)


@dataclass
class Stack:
    """A running deployment: where it listens, where its data lies, and how to end it."""

    url: str
    data: Path
    process: subprocess.Popen
    environment: dict[str, str] = field(default_factory=dict)

    def ask(self, session, message, municipality=None, language="ja"):
        """POST /api/chat; the reply as JSON."""
        body = {"session_id": session, "message": message, "municipality": municipality, "language": language}
        request = urllib.request.Request(f"{self.url}/api/chat", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def health(self):
        """The status that /healthz tells, None while nobody listens."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as response:
                return json.load(response)["status"]
        except urllib.error.HTTPError as error:
            return json.load(error)["status"]
        except OSError:
            return None

    def wait_ready(self, seconds=180):
        """Return when the whole chain answers; fail with the logs otherwise."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.health() == "ready":
                return
            assert self.process.poll() is None, "the stack ended"
            time.sleep(0.3)
        logs = "\n".join(f"== {log.name}\n{log.read_text(errors='replace')[-2000:]}" for log in (self.data / "logs").glob("*.log"))
        pytest.fail(f"not ready after {seconds} s\n{logs}")

    def stop(self):
        """End every process."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def start_stack(data: Path, **settings: str) -> Stack:
    """Start a deployment of its own, with the model and search artefacts that set-up made, unless its folder has some already."""
    for name in ("models", "search"):
        if not (data / name).exists():
            (data / name).symlink_to(VAR / name)
    port = unused_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    environment |= {"PORT": str(port), "MADOGUCHI_DATA": str(data), "PYTHONPATH": str(ROOT), "MADOGUCHI_RATE_LIMIT": "100000 per minute", **settings}
    process = subprocess.Popen([sys.executable, "-m", "web.serve"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    return Stack(f"http://127.0.0.1:{port}", data, process, environment)


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """The real stack, shared by all tests that only talk to it."""
    given = os.environ.get("MADOGUCHI_TEST_URL")
    if given:
        yield Stack(given, VAR, None)
        return
    stack = start_stack(tmp_path_factory.mktemp("stack"))
    stack.wait_ready()
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, one for all tests: Playwright runs once in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()
