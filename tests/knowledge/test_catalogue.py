"""A broken knowledge file stops with one line: file, entry, field, reason."""

from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue, load_municipality, read_yaml
from knowledge.errors import BadFile

PROFILE = "id: testshi\nname: 試験市\nreading: しけんし\nprefecture: 試験県\ndescription: 試験の市です。\naliases: [試験市]\n"
PLAN = "id: test-plan\ntitle: 試験計画\npublisher: 試験市\nas_of: 令和6年度時点\nwhere: 公表資料\n"
INDICATORS = "- id: testshi.rate\n  name: 利用率\n  unit: '%'\n  values: [{year: R6, actual: 12.5}]\n  sources: [{section: 第1章}]\n"
ENTRY = """\
- id: testshi.library
  question: 本の予約はネットでできますか
  phrasings: [本を予約したい, 図書館 ネット予約, としょかん よやく, 家から本を借りたい, 子どもの本を取り置き]
  answer: はい、できます。
  easy_answer: はい、できます。
  topic: education
  concept: library
  indicators: [testshi.rate]
  sources: [{section: 第1章, page: 3}]
"""
OTHER = ENTRY.replace("testshi.library", "testshi.museum").replace("concept: library", "concept: null")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    city = tmp_path / "testshi"
    (city / "faq").mkdir(parents=True)
    for name, text in (("profile", PROFILE), ("plan", PLAN), ("indicators", INDICATORS), ("faq/education", ENTRY)):
        (city / f"{name}.yml").write_text(text, encoding="utf-8")
    return city


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_right_folder_loads(folder):
    city = load_municipality(folder)
    assert [entry.id for entry in city.entries] == ["testshi.library"]
    assert load_catalogue(folder.parent).entry("testshi.library") == city.entries[0]


FAQ = "faq/education"
BROKEN = [
    (FAQ, "  question: 本の予約はネットでできますか\n", "", "testshi.library: question: 必要な項目がありません"),
    (FAQ, "topic:", "topik: a\n  topic:", "testshi.library: topik: 知らない項目名です"),
    (FAQ, "topic: education", "topic: libary", "testshi.library: topic: 「libary」は話題の一覧にありません"),
    (FAQ, "concept: library", "concept: books", "testshi.library: concept: 「books」は概念の一覧にありません"),
    (FAQ, ", 家から本を借りたい, 子どもの本を取り置き", "", "testshi.library: phrasings: 5個以上必要です（いまは3個）"),
    (FAQ, "answer: はい、できます。", "answer: ''", "testshi.library: answer: 空です"),
    (FAQ, "answer: はい、できます。", "answer: yes", "testshi.library: answer: 文字にしてください"),
    (FAQ, "[{section: 第1章, page: 3}]", "[]", "testshi.library: sources: 1個以上必要です（いまは0個）"),
    (FAQ, "section: 第1章, page", "page", "testshi.library: sources.0.section: 必要な項目がありません"),
    (FAQ, "testshi.library", "testshi.Library", "testshi.Library: id: 書き方が違います"),
    (FAQ, "testshi.library", "other.library", "other.library: id: 「testshi.」で始まりません"),
    (FAQ, "testshi.rate", "testshi.missing", "testshi.library: indicators: 指標「testshi.missing」がありません"),
    (FAQ, "  concept: library", "  concept: library\n  related: [testshi.nobody]", "testshi.library: related: 項目「testshi.nobody」がありません"),
    (FAQ, "  concept: library", "  concept: library\n  status: maybe", "testshi.library: status: 使える値は 'running'"),
    (FAQ, "  concept: library", "  concept: library\n  period: {from: 令和6, to: null}", "testshi.library: period.from: 書き方が違います"),
    (FAQ, "  concept: library", "  concept: library\n  concept: null", "-: -: YAML として読めません（8行目）: 「concept」が二度書かれています"),
    (FAQ, "[本を予約したい", "[[本を予約したい", "-: -: YAML として読めません"),
    (FAQ, ENTRY, ENTRY + ENTRY, "testshi.library: id: 同じ id の項目が複数あります"),
    (FAQ, ENTRY, ENTRY + ENTRY.replace("testshi.library", "testshi.museum"), "testshi.library: concept: 「library」の項目が複数あります"),
    (FAQ, ENTRY, ENTRY + OTHER, "testshi.museum: phrasings: 「本の予約はネットでできますか」は testshi.library にもあります"),
    (FAQ, ENTRY, "library: 本\n", "-: -: 一覧（- で始まる行）ではありません"),
    (FAQ, ENTRY, "- 本\n", "1件目: -: 「名前: 値」の形にしてください"),
    ("indicators", "year: R6", "year: 令和6年度", "testshi.rate: values.0.year: 書き方が違います"),
    ("indicators", "actual: 12.5", "actual: 約12", "testshi.rate: values.0.actual"),
    ("indicators", INDICATORS, INDICATORS * 2, "testshi.rate: id: 同じ id の指標が複数あります"),
    ("indicators", "testshi.rate", "other.rate", "other.rate: id: 「testshi.」で始まりません"),
    ("profile", "id: testshi", "id: other", "other: id: フォルダー名「testshi」と違います"),
    ("profile", "aliases: [試験市]", "aliases: []", "-: aliases: 1個以上必要です"),
    ("plan", "as_of: 令和6年度時点\n", "", "-: as_of: 必要な項目がありません"),
]


@pytest.mark.parametrize(("name", "old", "new", "line"), BROKEN)
def test_a_mistake_is_named_in_one_line(folder, name, old, new, line):
    spoil(folder, name, old, new)
    with pytest.raises(BadFile) as caught:
        load_municipality(folder)
    told = str(caught.value)
    assert "\n" not in told
    assert name.rpartition("/")[2] + ".yml: " + line in told


def test_a_missing_file_is_named(folder):
    (folder / "plan.yml").unlink()
    with pytest.raises(BadFile, match=r"testshi/plan\.yml: -: -: ファイルがありません"):
        load_municipality(folder)


def test_another_encoding_is_named(tmp_path):
    path = tmp_path / "profile.yml"
    path.write_bytes("name: 大垣市".encode("cp932"))
    with pytest.raises(BadFile, match=r"文字コードが UTF-8 ではありません"):
        read_yaml(path)


def test_everything_shipped_loads(catalogue):
    assert set(catalogue.municipalities) >= {"mutsu", "nagasaki", "ogaki", "sado", "sasebo"}


def test_only_the_chosen_are_loaded():
    assert list(load_catalogue(only=["sado"]).municipalities) == ["sado"]


def test_lookups(catalogue):
    entry = catalogue.by_concept("ogaki", "convenience-store-certificates")
    assert entry is not None
    assert catalogue.entry(entry.id) is entry
    assert catalogue.entry("nowhere.nothing") is None
    assert [i.id for e in catalogue.entries for i in catalogue.indicators_of(e)] == [name for e in catalogue.entries for name in e.indicators]
