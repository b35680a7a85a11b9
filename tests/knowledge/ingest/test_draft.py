"""Draft entries: a question from the heading, the passage as source, and an answer that a person must write."""

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.entry import Entry
from knowledge.ingest.cutting import cut
from knowledge.ingest.draft import propose, subject
from knowledge.ingest.draft_file import draft_body, drafts_yaml
from knowledge.ingest.found_initiative import FoundInitiative
from knowledge.ingest.passage import Passage
from knowledge.ingest.reader import read_file

LIBRARY = Passage(("第2章 施策", "(1) 図書館の充実"), "令和5年度の貸出は1,040件でした。\n◆ 電子図書館の推進\n◆ 予約システムの導入検討", 12)


@pytest.mark.parametrize(
    ("path", "about"),
    [
        (("第1章 計画の概要", "第2節 計画の期間"), "計画の期間"),
        (("■基本方針 暮らしDX",), "基本方針 暮らしDX"),
        (("2 市民アンケート", "(1) 実施概要"), "市民アンケートの実施概要"),
        (("3 窓口", "【主な取り組み】"), "窓口の主な取り組み"),
        (("1 教育", "(1) 目的", "① 概要"), "教育の概要"),
        (("2 2030年の姿",), "2030年の姿"),
        (("5Gの整備",), "5Gの整備"),
    ],
)
def test_subject(path, about):
    assert subject(path) == about


def test_a_draft_for_each_initiative_and_one_for_the_figures():
    drafts = propose([LIBRARY])
    assert [draft.question for draft in drafts] == [
        "電子図書館の推進では、どんなことをしますか",
        "予約システムの導入検討では、どんなことをしますか",
        "図書館の充実では、どんなことをしますか",
    ]
    assert drafts[0].initiative == FoundInitiative("電子図書館の推進")
    assert [(figure.label, figure.value) for figure in drafts[2].figures] == [("貸出（令和5年度）", "1,040")]


def test_no_question_twice_and_none_without_a_heading():
    assert len(propose([LIBRARY, LIBRARY, Passage((), "前書きです。")])) == 3


@pytest.mark.parametrize(
    ("heading", "question"), [("人の流れをつくる", "「人の流れをつくる」とは何ですか"), ("計画の位置", "計画の位置について教えてください")]
)
def test_questions(heading, question):
    assert propose([Passage((heading,), "文です。")])[0].question == question


def test_a_draft_can_not_be_published_as_it_is():
    body = draft_body(propose([LIBRARY])[0], "ogaki.draft-1")
    with pytest.raises(ValidationError, match="answer"):
        TypeAdapter(Entry).validate_python(body)
    written = body | {"phrasings": ["a", "b", "c", "d", "e"], "answer": "はい。", "easy_answer": "はい。", "topic": "education"}
    assert TypeAdapter(Entry).validate_python(written).sources[0].page == 12


def test_the_file_shows_the_source_text_above_each_draft():
    text = drafts_yaml(propose([LIBRARY]), "ogaki")
    assert "# 令和5年度の貸出は1,040件でした。" in text
    assert "（文中の年度: 令和5年度）" in text
    assert [row["id"] for row in yaml.safe_load(text)] == ["ogaki.draft-1", "ogaki.draft-2", "ogaki.draft-3"]


@pytest.mark.parametrize(("municipality", "at_least"), [("ogaki", 200), ("sasebo", 120), ("nagasaki", 40), ("mutsu", 15), ("sado", 12)])
def test_drafts_of_a_whole_plan(plan_file, municipality, at_least):
    drafts = propose(cut(read_file(plan_file(municipality))))
    assert len(drafts) >= at_least
    assert len(yaml.safe_load(drafts_yaml(drafts, municipality))) == len(drafts)
