"""Entries that residents don't get, new ones and withdrawn ones: listed, opened, brought back."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from knowledge.store import as_json, read_published, transaction
from tests.staff_desk import CERTIFICATES
from web.staff.answers.answer_diff import keep_report, report_key
from web.staff.answers.draft import DraftRow, Edit, Seen, digest, save_draft
from web.staff.answers.publication import publish
from web.staff.answers.review import Request, ask_review
from web.staff.people.account import Account
from web.staff.people.role import Role

NEW = "ogaki.new-1"
CHIEF = Account(99, "chief", "chief", Role.ADMINISTRATOR, ())


@pytest.fixture
def drafted(desk, small_catalogue):
    """A new entry that waits as a draft."""
    fresh = {"id": NEW, "question": "粗大ごみはどう出しますか", "phrasings": [f"粗大ごみの出し方{number}" for number in range(5)], "concept": None}
    body = as_json(small_catalogue.entry(CERTIFICATES)) | fresh
    save_draft(desk.engine, Edit(NEW, body, "henshu", Seen(0, "")))


@pytest.fixture
def withdrawn(desk, small_catalogue):
    """An entry that was published and is no more."""
    seen = Seen(0, digest(as_json(small_catalogue.entry(CERTIFICATES))))
    draft = save_draft(desk.engine, Edit(CERTIFICATES, None, "henshu", seen))
    number = ask_review(desk.engine, [draft.id], Request("ogaki", "取り下げ", "henshu"))
    desk.app.extensions["staff_runner"] = lambda _job: None
    with transaction(desk.engine) as session:
        key = report_key(session, number)
    keep_report(desk.engine, number, key, {"worse": []})
    publish(desk.engine, number, CHIEF, reason="終わったため")
    desk.live.refresh()


def listed(desk, name="henshu", **query):
    page = BeautifulSoup(desk.client(name).get("/staff/entries", query_string=query).text, "html.parser")
    return {row.select_one("a")["href"].rsplit("/", 1)[1]: row for row in page.select("tbody tr") if row.select_one("a")}


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({}, True),
        ({"flag": "new"}, True),
        ({"flag": "draft"}, True),
        ({"flag": "withdrawn"}, False),
        ({"q": "粗大ごみ"}, True),
        ({"municipality": "sado"}, False),
    ],
    ids=str,
)
def test_a_new_entry_is_listed(desk, drafted, query, there):
    rows = listed(desk, **({"municipality": "ogaki"} | query))
    assert (NEW in rows) is there
    assert not there or "未公開" in rows[NEW].text


@pytest.mark.parametrize(
    ("query", "there"),
    [({}, True), ({"flag": "withdrawn"}, True), ({"flag": "new"}, False), ({"flag": "untranslated"}, False), ({"municipality": "sado"}, False)],
    ids=str,
)
def test_a_withdrawn_entry_is_listed_with_its_history(desk, withdrawn, query, there):
    rows = listed(desk, **({"municipality": "ogaki"} | query))
    assert (CERTIFICATES in rows) is there
    assert not there or ("公開をやめた" in rows[CERTIFICATES].text and rows[CERTIFICATES].select_one("a[href$='/history']"))


def test_neither_is_listed_for_another_city(desk, drafted, withdrawn):
    assert not {NEW, CERTIFICATES} & listed(desk, "sado-henshu").keys()


def test_a_withdrawn_entry_opens_and_leads_to_its_history(desk, withdrawn):
    text = desk.client("henshu").get(f"/staff/entries/{CERTIFICATES}").text
    assert "公開をやめた" in text and f"/staff/entries/{CERTIFICATES}/history" in text


def test_the_history_of_a_withdrawn_entry_calls_none_published(desk, withdrawn):
    text = desk.client("henshu").get(f"/staff/entries/{CERTIFICATES}/history").text
    assert "公開をやめました" in text and "（公開中）" not in text


def test_a_withdrawn_entry_comes_back_by_rollback(desk, withdrawn):
    desk.post(desk.client("shonin"), f"/staff/entries/{CERTIFICATES}/rollback", number="1")
    assert read_published(desk.engine).entry(CERTIFICATES)


def test_a_withdrawn_entry_can_be_edited_to_come_back(desk, withdrawn):
    editor = desk.client("henshu")
    page = BeautifulSoup(editor.get(f"/staff/entries/{CERTIFICATES}").text, "html.parser").select_one("#entry-form")
    fields = {field["name"]: field.get("value", "") for field in page.select("input[name]")}
    fields |= {field["name"]: field.text.removeprefix("\n") for field in page.select("textarea")}
    fields |= {field["name"]: (field.select_one("option[selected]") or {}).get("value", "") for field in page.select("select")}
    assert editor.post(f"/staff/entries/{CERTIFICATES}", data=fields).status_code == 302
    with transaction(desk.engine) as session:
        assert session.scalars(select(DraftRow.subject)).all() == [CERTIFICATES]


def test_a_new_entry_is_changed_in_bulk_like_others(desk, drafted):
    desk.post(desk.client("henshu"), "/staff/entries/bulk", chosen=[NEW], field="topic", value="counter")
    with transaction(desk.engine) as session:
        assert session.scalar(select(DraftRow)).body["topic"] == "counter"


def test_what_was_never_published_cannot_be_withdrawn(desk, drafted):
    response = desk.post(desk.client("henshu"), "/staff/entries/bulk", chosen=[NEW], field="withdraw", value="")
    assert response.status_code == 409 and "下書きを破棄" in response.text


def test_the_id_offered_next_is_free(desk, drafted):
    page = BeautifulSoup(desk.client("henshu").get("/staff/entries/new?municipality=ogaki").text, "html.parser")
    assert page.select_one("#f-id")["value"] == "ogaki.new-2"
