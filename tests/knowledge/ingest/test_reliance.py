"""Which entries rest on a passage."""

import pytest

from knowledge.entry import Entry, Source
from knowledge.ingest.cutting import cut
from knowledge.ingest.passage import Passage
from knowledge.ingest.reader import read_file
from knowledge.ingest.reliance import entries_resting_on

TEXTS = ("本", "本の予約", "図書館", "としょかん", "借りたい")


def entry(section, page=None, initiative=None, project_id=None):
    source = Source(section=section, page=page)
    texts = {"question": "本", "phrasings": TEXTS, "answer": "はい。", "easy_answer": "はい。", "topic": "education"}
    return Entry(id="city.x", sources=(source,), initiative=initiative, project_id=project_id, **texts)


NUMBERED = Passage(("第2章 現状", "第1節 整理", "4 これまでの取り組み", "(1) 市民サービス"), "住民票をコンビニで出せます。")
PAGED = Passage(("暮らし",), "予定表です。", 6)
PROJECTS = Passage(("プロジェクト一覧",), "観光1-1-4 デジタルマップの活用 運用")


@pytest.mark.parametrize(
    ("one", "passage", "rests"),
    [
        (entry("第2章 第1節 4 (1)"), NUMBERED, True),
        (entry("第2章 第1節 4 (2)"), NUMBERED, False),
        (entry("第3章 第1節 4 (1)"), NUMBERED, False),
        (entry("これまでの取り組み 市民サービス"), NUMBERED, True),
        (entry("これまでの取り組み 内部事務"), NUMBERED, False),
        (entry("スケジュール", 6), PAGED, True),
        (entry("暮らし", 7), PAGED, False),
        (entry("01【観光】", project_id="観光1-1-4"), PROJECTS, True),
        (entry("01【観光】", initiative="デジタルマップの活用"), PROJECTS, True),
        (entry("01【観光】", project_id="観光1-1-5"), PROJECTS, False),
    ],
)
def test_resting(one, passage, rests):
    assert bool(entries_resting_on([one], [passage])) is rests


@pytest.mark.parametrize(("municipality", "share"), [("ogaki", 0.97), ("mutsu", 0.95), ("sado", 0.95), ("nagasaki", 0.9), ("sasebo", 0.9)])
def test_nearly_every_shipped_entry_finds_its_passage(plan_file, catalogue, municipality, share):
    entries = catalogue.municipalities[municipality].entries
    assert len(entries_resting_on(entries, cut(read_file(plan_file(municipality))))) >= share * len(entries)


def test_one_passage_does_not_hold_every_entry(plan_file, catalogue):
    entries = catalogue.municipalities["ogaki"].entries
    for passage in cut(read_file(plan_file("ogaki"))):
        assert len(entries_resting_on(entries, [passage])) <= 0.2 * len(entries)
