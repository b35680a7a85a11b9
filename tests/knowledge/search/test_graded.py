"""Graded questions are read whole, dealt by their id, and judged by what a text holds."""

import json
from collections import Counter

import pytest

from knowledge.errors import BadFile
from knowledge.search.graded import Graded, acceptable, entry_text, grading_form, read_graded

ROW = {"id": "a-1", "municipality": "ogaki", "turns": ["いつ？"], "expect": "answer", "must": [["令和4", "2022"]], "kind": "schedule"}


def asked(name="a-1", **changes):
    fields = {"municipality": "ogaki", "turns": ("いつ？",), "expect": "answer", "must": (("令和4", "2022"), ("1,200人",)), "must_not": ("未定",), "kind": "k"}
    return Graded(name, **fields | changes)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("令和４年度に1200人", ()),
        ("２０２２年に 1,200 人", ()),
        ("令和4年度に1,200人（未定）", ("forbidden 未定",)),
        ("1200人", ("令和4/2022",)),
        ("", ("令和4/2022", "1,200人")),
    ],
)
def test_what_a_text_lacks(text, lacking):
    assert asked().lacking(text) == lacking and asked().held_by(text) is (not lacking)


def test_texts_are_compared_without_width_case_space_and_commas_in_numbers():
    assert grading_form("ＤＸ 戦略、1,200 人") == "dx戦略、1200人"


def test_a_part_is_a_fixed_lot_of_four_three_three():
    parts = Counter(asked(f"q-{number}").part for number in range(1000))
    assert asked("q-1").part == asked("q-1").part
    assert [round(parts[name] / 1000, 1) for name in ("fit", "calibrate", "test")] == [0.4, 0.3, 0.3]


def test_files_are_read_in_order_without_empty_lines(tmp_path):
    (tmp_path / "b.jsonl").write_text(json.dumps(ROW | {"id": "b-1", "entry": ["ogaki.x"], "must_not": ["未定"]}) + "\n\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    first, second = read_graded(tmp_path)
    assert (first.id, first.turns, first.must, first.must_not) == ("a-1", ("いつ？",), (("令和4", "2022"),), ())
    assert (second.id, second.entries, second.must_not) == ("b-1", ("ogaki.x",), ("未定",))


def test_without_a_folder_there_are_no_questions(tmp_path):
    assert read_graded(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("line", ["{", json.dumps({"id": "a-1"}), json.dumps(ROW | {"must": [1]})])
def test_a_bad_line_is_named(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(BadFile, match=r"a\.jsonl"):
        read_graded(tmp_path)


def test_entries_of_the_city_that_hold_the_words_are_acceptable(small_catalogue):
    entry = small_catalogue.municipalities["ogaki"].entries[0]
    held = (entry.answer[:15],)
    found = acceptable(asked(must=(held,), must_not=()), small_catalogue.entries)
    assert entry.id in found and all(name.startswith("ogaki.") for name in found)
    assert not acceptable(asked(must=(held,), must_not=(), municipality="sado"), small_catalogue.entries)


def test_entries_that_are_named_need_not_be_looked_for(small_catalogue):
    assert acceptable(asked(entries=("ogaki.named",)), small_catalogue.entries) == {"ogaki.named"}


def test_a_reply_may_say_all_that_the_entry_holds(small_catalogue):
    for entry in small_catalogue.entries:
        told = (entry.answer, *(step.text for step in entry.schedule), *filter(None, vars(entry.facts).values()), *filter(None, (entry.department,)))
        assert all(text in entry_text(entry) for text in told)
