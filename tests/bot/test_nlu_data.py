import itertools
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import yaml

from knowledge.text.normal import squeeze

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "nlu_data" / "nlu").glob("*.yml"))
LEAST, ALIKE = 40, 0.6


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def examples(path):
    return [line.removeprefix("- ") for part in read(path)["nlu"] for line in part["examples"].splitlines()]


def key(text):
    return squeeze(text) or text


def pairs(text):
    marked = f"^{key(text)}$"
    return {marked[place : place + 2] for place in range(len(marked) - 1)}


def likeness(one, other):
    """Shared pairs of letters over all pairs of letters: 1 for the same text."""
    return len(one & other) / len(one | other)


def intents_in(value):
    """Every intent that rules and stories name, however deep."""
    if isinstance(value, list):
        return set().union(*map(intents_in, value))
    if not isinstance(value, dict):
        return set()
    own = {value["intent"]} if isinstance(value.get("intent"), str) else set()
    return own.union(*map(intents_in, value.values()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_the_intent_it_is_named_after(path):
    assert [part["intent"] for part in read(path)["nlu"]] == [path.stem]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_intent_has_enough_examples(path):
    assert len(examples(path)) >= (200 if path.stem == "ask" else LEAST)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_two_examples_of_an_intent_are_made_by_one_template(path):
    texts = examples(path)
    found = [(a, b) for (a, x), (b, y) in itertools.combinations(zip(texts, map(pairs, texts), strict=True), 2) if likeness(x, y) > ALIKE]
    assert not found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_its_intent_means(path):
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_no_text_stands_under_two_intents():
    where = Counter(key(text) for path in FILES for text in examples(path))
    assert not [text for text, times in where.items() if times > 1]


def test_domain_and_data_name_the_same_intents():
    assert set(read(ROOT / "bot" / "domain.yml")["intents"]) == {path.stem for path in FILES}


def test_every_intent_leads_somewhere():
    named = intents_in([read(path) for path in (ROOT / "nlu_data").glob("*.yml")])
    assert {path.stem for path in FILES} <= named


@pytest.mark.parametrize(("one", "other"), [("費用はいくら", "費用はいくらか"), ("何件を目指すの", "何件を目指すのか")])
def test_a_template_would_be_noticed(one, other):
    assert likeness(pairs(one), pairs(other)) > ALIKE


def test_rasa_finds_nothing_to_complain_about():
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    where = ["--config", "bot/config.yml", "--domain", "bot", "--data", "nlu_data", "--fail-on-warnings"]
    command = [ROOT / ".venv-rasa" / "bin" / "python", "-W", "ignore", "-m", "rasa", "data", "validate", *where]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
