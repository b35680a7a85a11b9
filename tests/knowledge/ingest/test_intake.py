"""Documents come in, newer versions are compared, and staff find passages; nothing is published by it."""

import pytest

from knowledge.errors import IngestError
from knowledge.ingest.intake import Document, take_in
from knowledge.ingest.passage_search import find_passages
from knowledge.ingest.passage_store import read_passages, read_proposals
from knowledge.ingest.reader import read_file
from knowledge.store import publication_version

FIRST = "第1章 図書館\n本をネットで予約できます。\n第2章 防災\n避難所を地図で探せます。\n第3章 人口\n佐渡市の人口は減っています。\n"
SECOND = FIRST.replace("ネットで予約", "スマホで予約").replace("第2章 防災\n避難所を地図で探せます。\n", "") + "第4章 交通\nバスの場所が分かります。\n"


@pytest.fixture
def bring_in(engine, tmp_path):
    def bring(text, title="計画", municipality="sado"):
        path = tmp_path / "plan.txt"
        path.write_text(text, encoding="utf-8")
        return take_in(engine, Document(municipality, title, "令和5年度", path), read_file(path))

    return bring


def test_the_first_version(bring_in, engine):
    before = publication_version(engine)
    intake = bring_in(FIRST)
    assert (intake.version, len(intake.passages), len(intake.drafts), intake.comparison) == (1, 3, 3, None)
    assert [proposal.body["question"] for proposal in read_proposals(engine, "sado")] == [draft.question for draft in intake.drafts]
    assert publication_version(engine) == before


def test_the_same_again_changes_nothing(bring_in, engine):
    bring_in(FIRST)
    again = bring_in(FIRST.replace("\n", "\n\n"))
    assert (again.version, again.comparison.is_empty, len(read_passages(engine, "sado"))) == (1, True, 3)
    assert len(read_proposals(engine, "sado")) == 3


def test_a_newer_version(bring_in, engine):
    bring_in(FIRST)
    intake = bring_in(SECOND)
    assert intake.version == 2
    assert [passage.heading for passage in intake.comparison.added] == ["第4章 交通"]
    assert [change.after.text for change in intake.comparison.changed] == ["本をスマホで予約できます。"]
    assert [passage.heading for passage in intake.comparison.removed] == ["第2章 防災"]
    assert {proposal.body["sources"][0]["section"] for proposal in read_proposals(engine, "sado")} == {"第1章 図書館", "第4章 交通"}


def test_published_entries_that_rest_on_changed_passages(bring_in):
    bring_in("第1章:はじめに\n■佐渡市の特徴\n佐渡市の特徴は海岸線です。\n")
    intake = bring_in("第1章:はじめに\n■佐渡市の特徴\n佐渡市の特徴は海岸線と山です。\n")
    assert "sado.coastline" in {reliance.entry.id for reliance in intake.resting}


def test_other_titles_are_other_documents(bring_in, engine):
    bring_in(FIRST)
    assert bring_in(SECOND, title="別の計画").version == 1
    assert {stored.title for stored in read_passages(engine, "sado")} == {"計画", "別の計画"}


@pytest.mark.parametrize(("question", "heading"), [("本の予約", "第1章 図書館"), ("バスはどこ", "第4章 交通"), ("人口の減少", "第3章 人口")])
def test_staff_find_passages_of_the_newest_version(bring_in, engine, question, heading):
    bring_in(FIRST)
    bring_in(SECOND)
    found = find_passages(engine, question, "sado")
    assert found[0].passage.heading == heading
    assert (found[0].title, found[0].as_of) == ("計画", "令和5年度")


@pytest.mark.parametrize("question", ["避難所", "宇宙旅行", "", "は？"])
def test_what_is_not_there_is_not_found(bring_in, engine, question):
    bring_in(FIRST)
    bring_in(SECOND)
    assert find_passages(engine, question, "sado") == ()


def test_other_cities_passages_stay_apart(bring_in, engine):
    bring_in(FIRST)
    assert find_passages(engine, "図書館の予約", "ogaki") == ()


@pytest.mark.parametrize(
    ("municipality", "title", "told"), [("otsu", "計画", "自治体「otsu」がありません"), ("sado", " ", "題名は1文字以上"), ("sado", "あ" * 201, "200文字以下")]
)
def test_refused(bring_in, engine, municipality, title, told):
    with pytest.raises(IngestError, match=told):
        bring_in(FIRST, title, municipality)
    assert read_passages(engine, municipality) == ()
