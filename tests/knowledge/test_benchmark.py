"""The benchmark command on a corpus of four."""

import json

import pytest

from knowledge.benchmark import main

CORPUS = {
    "1": "Question: 犬の登録をしたい\nAnswer: 保健所で登録します。",
    "2": "Question: 住民票がほしい\nAnswer: 窓口で交付します。",
    "3": "Question: 粗大ごみを捨てたい\nAnswer: 電話で予約してください。",
    "4": "Question: 転入の届出\nAnswer: 14日以内に届け出ます。",
}
QUERIES = {"a": "飼い犬を登録するには", "b": "大型ごみの処分", "c": "引っ越してきた"}
QRELS = {"a": {"1": 2}, "b": {"3": 2, "2": 1}, "c": {"4": 2}}


@pytest.fixture
def files(tmp_path):
    for name, content in (("corpus", CORPUS), ("queries", QUERIES), ("qrels", QRELS)):
        (tmp_path / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return [str(tmp_path / name) for name in ("corpus.json", "queries.json", "run.json", "qrels.json")]


def run_of(files):
    with open(files[2], encoding="utf-8") as file:
        return json.load(file)


def test_ranks_every_query(files, capsys):
    assert main(files[:3]) == 0
    run = run_of(files)
    assert {name: found[0] for name, found in run.items()} == {"a": "1", "b": "3", "c": "4"}
    assert all(sorted(found) == sorted(CORPUS) for found in run.values())
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("index build", "p50", "p95", "peak memory"))


def test_too_few_judgements_are_not_fitted_on(files, capsys):
    assert main([*files[:3], "--train", files[1], files[3]]) == 0
    assert "shipped ranker" in capsys.readouterr().out and run_of(files)["a"][0] == "1"


def test_fits_on_judgements(files, tmp_path):
    queries = {f"{name}{number}": text + "か" * number for name, text in QUERIES.items() for number in range(8)}
    for name, content in (("queries", queries), ("qrels", {query: QRELS[query[0]] for query in queries})):
        (tmp_path / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert main([*files[:3], "--train", files[1], files[3]]) == 0
    assert run_of(files)["b0"][0] == "3"


def test_entries_find_themselves(files):
    assert main([*files[:3], "--entries-as-questions"]) == 0
    assert all(found[0] == name for name, found in run_of(files).items())


def test_a_missing_file_is_named(files, capsys):
    assert main(["nowhere.json", *files[1:3]]) == 2
    assert "nowhere.json" in capsys.readouterr().err
