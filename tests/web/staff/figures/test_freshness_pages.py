"""Freshness: what has to be looked at again is named, for the person's own cities alone."""

import pytest

from knowledge.ingest.intake import Document, take_in
from knowledge.ingest.outdated import OutdatedRow
from knowledge.ingest.passage_store import DocumentRow
from knowledge.ingest.reader import read_file
from knowledge.store import EntryRow, now, transaction
from tests.staff_desk import CERTIFICATES
from web.staff.people.audit import AuditRow

FIRST = "第2章 行政\nマイナンバーカードの利活用\nコンビニで証明書を取れます。\n第3章 人口\n人口は減っています。\n"
SECOND = FIRST.replace("取れます", "取れますが、手数料がかかります")


@pytest.fixture
def bring_in(desk, tmp_path):
    def bring(text, municipality="ogaki"):
        path = tmp_path / "plan.txt"
        path.write_text(text, encoding="utf-8")
        return take_in(desk.engine, Document(municipality, "大垣市DX計画", "令和7年度時点の計画", path), read_file(path))

    return bring


def outdated(desk):
    with transaction(desk.engine) as session:
        return {row.entry_id: row for row in session.query(OutdatedRow)}


def test_a_newer_version_of_a_plan_is_told(desk, bring_in):
    client = desk.client("kanri")
    bring_in(FIRST)
    assert "新しい版です" not in client.get("/staff/freshness").text
    bring_in(SECOND)
    assert "新しい版です" in client.get("/staff/freshness").text


def test_entries_that_rest_on_changed_passages_are_listed_with_both_texts(desk, bring_in):
    client = desk.client("kanri")
    bring_in(FIRST)
    assert "見直しが要る項目はありません" in client.get("/staff/freshness").text
    bring_in(SECOND)
    page = client.get("/staff/freshness").text
    assert CERTIFICATES in page and "コンビニで証明書を取れます。</del>" in page and "手数料がかかります。</ins>" in page


def test_what_is_gone_is_said_to_be_gone(desk, bring_in):
    bring_in(FIRST)
    bring_in("第3章 人口\n人口は減っています。\n")
    assert outdated(desk)[CERTIFICATES].after is None
    assert "新しい版にはありません" in desk.client("kanri").get("/staff/freshness").text


def test_a_published_change_or_a_withdrawal_takes_an_entry_off_the_list(desk, bring_in):
    bring_in(FIRST)
    bring_in(SECOND)
    listed = set(outdated(desk))
    with transaction(desk.engine) as session:
        session.get_one(EntryRow, CERTIFICATES).changed_at = now()
        for name in listed - {CERTIFICATES}:
            session.get_one(EntryRow, name).withdrawn = True
    assert "見直しが要る項目はありません" in desk.client("kanri").get("/staff/freshness").text


def test_an_entry_that_is_right_as_it_stands_is_ticked_off(desk, bring_in):
    bring_in(FIRST)
    bring_in(SECOND)
    editor, number = desk.client("henshu"), outdated(desk)[CERTIFICATES].id
    for _ in range(2):
        assert desk.post(editor, f"/staff/freshness/{number}/checked", municipality="ogaki").status_code == 302
    assert f"/freshness/{number}/checked" not in editor.get("/staff/freshness").text
    with transaction(desk.engine) as session:
        assert [(row.by, row.subject) for row in session.query(AuditRow).filter_by(action="outdated_checked")] == [("henshu", CERTIFICATES)]


def test_another_citys_entry_is_not_ticked_off(desk, bring_in):
    bring_in(FIRST)
    bring_in(SECOND)
    number = outdated(desk)[CERTIFICATES].id
    assert desk.post(desk.client("sado-henshu"), f"/staff/freshness/{number}/checked", municipality="sado").status_code == 404
    assert outdated(desk)[CERTIFICATES].checked_at is None


def test_other_cities_documents_do_not_show(desk, bring_in):
    bring_in(FIRST)
    bring_in(SECOND)
    page = desk.client("sado-kanri").get("/staff/freshness").text
    assert "大垣市DX計画" not in page and CERTIFICATES not in page


def test_a_version_with_the_same_text_asks_nothing(desk, bring_in):
    bring_in(FIRST)
    bring_in(FIRST)
    with transaction(desk.engine) as session:
        assert session.query(DocumentRow).count() == 1
    assert not outdated(desk)


def test_doubtful_figures_are_listed(desk):
    page = desk.client("kanri").get("/staff/freshness").text
    assert "大垣市の確かでない数値" in page
