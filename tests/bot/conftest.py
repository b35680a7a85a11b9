"""Runs small scripts in Rasa's own environment (Python 3.10) and reads the JSON they print."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run_in_rasa(script, given):
    """What tests/bot/in_rasa/<script>.py prints for a value, as JSON both ways."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    command = [ROOT / ".venv-rasa" / "bin" / "python", "-W", "ignore", ROOT / "tests" / "bot" / "in_rasa" / f"{script}.py"]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def in_rasa():
    return run_in_rasa
