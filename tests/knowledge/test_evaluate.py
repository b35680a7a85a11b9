"""The evaluation prints what was measured, each part of it apart."""

from dataclasses import replace

import pytest

from knowledge import evaluate
from knowledge.clerk import build_clerk
from knowledge.evaluation.grading import ask
from knowledge.search.graded import Graded
from knowledge.search.search import Search
from tests import staff_desk

RIGHT = staff_desk.CERTIFICATES
MUST = (("印鑑証明書",), ("戸籍証明書",))


def asked(number, **changes):
    fields = {"municipality": "ogaki", "turns": ("住民票をコンビニで取れますか",), "expect": "answer", "must": MUST, "must_not": (), "kind": "polite"}
    return Graded(f"q-{number}", **fields | changes)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def clerk(data, small_catalogue):
    return build_clerk(small_catalogue, Search(small_catalogue.entries))


def test_causes_are_counted_the_most_frequent_first(clerk):
    spaceships = [asked(number, must=(("宇宙船",),)) for number in range(2)]
    results = [ask(clerk, question) for question in (*spaceships, asked(2, municipality=None), asked(3))]
    lines = evaluate.causes(clerk, results)
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert "no entry holds" in lines[0] and "city not recognised" in lines[1]


def test_a_city_that_answers_what_another_planned_is_counted(clerk, monkeypatch):
    monkeypatch.setattr(evaluate, "asked_elsewhere", lambda _clerk, questions: [replace(question, expect="abstain") for question in questions])
    questions = [asked(number) for number in range(12)]
    count = sum(question.part == "fit" for question in questions)
    assert evaluate.evaluate_elsewhere(clerk, "fit", questions).split() == ["fit", str(count), *f"answered wrongly {count} pointed to the other city 0".split()]


def test_without_a_calibration_the_confidence_is_not_measured(small_catalogue, data):
    (line,) = evaluate.evaluate_confidence(small_catalogue, [asked(0)], data)
    assert "knowledge.search.build" in line


def test_the_command_prints_every_part_and_draws(small_catalogue, data, monkeypatch, capsys):
    monkeypatch.setattr(evaluate, "load_catalogue", lambda: small_catalogue)
    monkeypatch.setattr(evaluate, "read_graded", lambda: tuple(asked(number) for number in range(12)))
    monkeypatch.setattr(evaluate, "learning_curve", lambda *_arguments: [])
    assert evaluate.main() == 0
    printed = capsys.readouterr().out
    assert printed.count("## ") == 7
    assert (data / "evaluation" / "learning.png").is_file()
