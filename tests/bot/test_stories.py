"""Rasa's own test runner tells the stories of tests/bot/stories to the trained model: each message's intent and entities, each action.

It runs no action: the events that actions and forms would send stand in the stories. Conversations with their replies are in tests/conversations.
By hand, from the root: .venv-rasa/bin/python -m rasa test core --e2e --stories tests/bot/stories --model var/models/madoguchi.tar.gz --out /tmp/results
"""

import os
import shutil
import subprocess
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, VAR

FOLDER = Path(__file__).parent / "stories"

# What the runner must find wrong; told along with the right ones, so that a runner which passes everything fails here.
WRONG = """
stories:
  - story: wrong action
    steps:
    - user: 明日の天気は？
      intent: out_of_scope
    - action: action_answer_question
  - story: wrong intent
    steps:
    - user: 住民票ってコンビニで取れるんですか
      intent: greet
    - action: utter_greet
  - story: missed entity
    steps:
    - user: じゃあむつ市は？
      intent: other_city
    - action: action_answer_question
  - story: wrong end of a form
    steps:
    - user: 要望を出したいです
      intent: leave_opinion
    - action: opinion_form
    - active_loop: opinion_form
    - user: やっぱりやめます
      intent: stop
    - action: utter_nothing_to_stop
"""


def read(path, key="stories"):
    return yaml.safe_load(path.read_text(encoding="utf-8"))[key]


STORIES = [story for path in sorted(FOLDER.glob("*.yml")) for story in read(path)]
RULES = read(ROOT / "nlu_data" / "rules.yml", "rules")


def names(stories):
    """Rasa adds the file to a story's name."""
    return sorted(story["story"].split(" (")[0] for story in stories)


def turns(steps):
    """Each message's intent, with the form under way when it comes."""
    form = None
    for step in steps:
        form = step.get("active_loop", form)
        if "intent" in step:
            yield form, step["intent"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """The folder in which Rasa's runner lists the stories that succeeded and failed."""
    folder = tmp_path_factory.mktemp("rasa")
    stories = shutil.copytree(FOLDER, folder / "stories")
    (stories / "test_wrong.yml").write_text(WRONG, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    given = ["--stories", stories, "--model", VAR / "models" / "madoguchi.tar.gz", "--out", folder / "results"]
    command = [ROOT / ".venv-rasa" / "bin" / "python", "-W", "ignore", "-m", "rasa", "test", "core", "--e2e", "--successes", "--no-plot", *given]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "results"


def test_only_the_wrong_stories_fail(results):
    failed = results / "failed_test_stories.yml"
    assert names(read(failed)) == names(yaml.safe_load(WRONG)["stories"]), failed.read_text(encoding="utf-8")


def test_every_story_written_is_told(results):
    """Rasa drops what it can't read, and a story whose intents and actions are all those of another."""
    assert names(read(results / "successful_test_stories.yml")) == names(STORIES)


def test_every_rule_is_told():
    ruled = chain.from_iterable(turns([*rule.get("condition", ()), *rule["steps"]]) for rule in RULES)
    told = chain.from_iterable(turns(story["steps"]) for story in STORIES)
    assert set(ruled) - set(told) == set()


def test_every_action_of_the_rules_is_told():
    ruled, told = ({step["action"] for part in parts for step in part["steps"] if "action" in step} for parts in (RULES, STORIES))
    assert ruled - told == set()


def test_no_two_stories_have_one_name():
    assert len(set(names(STORIES))) == len(STORIES)
