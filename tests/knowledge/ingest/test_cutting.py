"""Passages stand under their headings, and nothing of a plan is lost."""

import pytest

from knowledge.ingest.cutting import MAX_LENGTH, cut
from knowledge.ingest.passage import Passage
from knowledge.ingest.reader import read_file
from knowledge.ingest.reading import Line, Reading
from knowledge.text.normal import squeeze


def passages(*lines):
    return cut(Reading(tuple(Line(line) for line in lines)))


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (["第1章 概要", "第1節 目的", "本文です。", "第2節 期間", "6年間です。"], [("第1章 概要", "第1節 目的"), ("第1章 概要", "第2節 期間")]),
        (["第1章 概要", "文です。", "第2章 体制", "文です。"], [("第1章 概要",), ("第2章 体制",)]),
        (["■暮らしDX", "（1）窓口", "文です。", "（２）税金", "文です。"], [("■暮らしDX", "（1）窓口"), ("■暮らしDX", "（２）税金")]),
        (["2 計画", "(1) 概要", "ア 目的", "文です。", "イ 期間", "文です。"], [("2 計画", "(1) 概要", "ア 目的"), ("2 計画", "(1) 概要", "イ 期間")]),
        (["【主な取り組み】", "◆ 図書館の電子化", "◆ 窓口の電子化"], [("【主な取り組み】",)]),
        (["見出しの前の文です。", "第1章 概要", "文です。"], [(), ("第1章 概要",)]),
        (["目次", "第1章 概要 ・・・・・・ 12", "第1章\t概要\t1"], [()]),
        (["### 窓口", "文です。"], [("窓口",)]),
    ],
)
def test_paths(lines, paths):
    assert [passage.path for passage in passages(*lines)] == paths


@pytest.mark.parametrize("line", ["1 2 3 4 5", "30 40 40 40", "2022 ⇒ 2030", "(1)を参照してください。", "第1章で述べたように、", "1\tスマートフォン\t5"])
def test_these_are_no_headings(line):
    assert passages(line) == (Passage((), line),)


def test_a_heading_alone_is_kept():
    assert [passage.text for passage in passages("第1章 概要", "第2章 体制", "文です。")] == ["第1章 概要", "文です。"]
    assert passages("第1章 概要") == (Passage(("第1章 概要",), "第1章 概要"),)


def test_long_text_comes_in_pieces_under_the_same_heading():
    found = passages("第1章 概要", *["あ" * 100 + "。"] * 20)
    assert len(found) == 3
    assert {passage.path for passage in found} == {("第1章 概要",)}
    assert all(len(passage.text) <= MAX_LENGTH + 10 for passage in found)


def test_a_passage_has_the_page_of_its_first_line():
    (passage,) = cut(Reading((Line("第1章 概要", 3), Line("一", 3), Line("二", 4))))
    assert passage.page == 3


@pytest.mark.parametrize(("municipality", "at_least"), [("sasebo", 150), ("ogaki", 110), ("nagasaki", 40), ("mutsu", 20), ("sado", 15)])
def test_a_whole_plan(plan_file, municipality, at_least):
    reading = read_file(plan_file(municipality))
    found = cut(reading)
    held = squeeze(" ".join(f"{passage.section} {passage.text}" for passage in found))
    assert len(found) >= at_least
    assert reading.problems == ()
    assert not [line.text for line in reading.lines if squeeze(line.text.replace("#", "")) not in held]
