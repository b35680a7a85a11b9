"""Between an upload's preview and its confirmation: what others do meanwhile is neither overwritten nor lost."""

import io
from dataclasses import replace

import pytest
from sqlalchemy import select

from knowledge.store import EntryRow, as_json, mark_published, transaction
from tests.staff_desk import CERTIFICATES
from tests.web.staff.answers.test_publication import NEW, draft_and_ask, form_of
from web.staff.answers.draft import DraftRow
from web.staff.answers.sheet import table_of
from web.staff.answers.sheet_file import write_csv
from web.staff.answers.text_diff import changed_fields, excerpts
from web.staff.people.audit import AuditRow

PATH = f"/staff/entries/{CERTIFICATES}"
FROM_SHEET = "表からの答えです。"


@pytest.fixture
def editor(desk):
    return desk.client("henshu")


@pytest.fixture
def old(desk):
    return desk.live.clerk.catalogue.entry(CERTIFICATES)


def preview(desk, editor, *entries, **form):
    sheet = (io.BytesIO(write_csv(table_of(entries))), "表.csv")
    return desk.post(editor, "/staff/exchange", municipality="ogaki", file=sheet, **form).text


def confirm(desk, editor, page):
    number = page.split("/staff/exchange/")[1].split('"')[0]
    return desk.post(editor, f"/staff/exchange/{number}", municipality="ogaki")


def drafted(desk):
    with transaction(desk.engine) as session:
        return {draft.subject: draft.body["answer"] for draft in session.scalars(select(DraftRow))}


def test_the_preview_shows_which_fields_change_from_what_to_what(desk, editor, old):
    page = preview(desk, editor, replace(old, answer=FROM_SHEET, department="情報企画課"))
    assert FROM_SHEET in page and old.answer[:40] in page and "担当課: " in page and "情報企画課" in page and "やさしい日本語: " not in page


def test_a_small_change_in_a_long_text_shows_in_its_short_form(old):
    long = "あ" * 200
    [change] = changed_fields(as_json(replace(old, answer=long + "午前" + long)), as_json(replace(old, answer=long + "午後" + long)))
    assert change.label == "答え" and "午前" in change.old and "午後" in change.new and max(len(change.old), len(change.new)) < 70


@pytest.mark.parametrize(("old_text", "new_text"), [("", "新しい"), ("同じ始まり", "同じ始まりと続き"), ("前が違う文", "後が違う文")])
def test_short_texts_are_shown_whole(old_text, new_text):
    assert excerpts(old_text, new_text) == (old_text, new_text)


def test_what_was_published_after_the_preview_is_not_overwritten(desk, editor, old):
    page = preview(desk, editor, replace(old, answer=FROM_SHEET))
    with transaction(desk.engine) as session:
        row = session.get_one(EntryRow, CERTIFICATES)
        row.body = row.body | {"department": "情報企画課"}
        mark_published(session)
    refused = confirm(desk, editor, page)
    assert refused.status_code == 409 and old.question in refused.text and "もう一度ファイルを選んで" in refused.text and drafted(desk) == {}


def test_a_draft_begun_after_the_preview_is_not_overwritten(desk, editor, old):
    page, colleague = preview(desk, editor, replace(old, answer=FROM_SHEET)), desk.client("shonin")
    colleague.post(PATH, data=form_of(desk, colleague, answer=NEW))
    refused = confirm(desk, editor, page)
    assert old.question in refused.text and drafted(desk) == {CERTIFICATES: NEW}


def test_one_changed_entry_holds_back_the_whole_sheet(desk, editor, old):
    other = next(entry for entry in desk.live.clerk.catalogue.municipalities["ogaki"].entries if entry.id != CERTIFICATES)
    page, colleague = preview(desk, editor, replace(old, answer=FROM_SHEET), replace(other, answer=FROM_SHEET)), desk.client("shonin")
    colleague.post(PATH, data=form_of(desk, colleague, answer=NEW))
    refused = confirm(desk, editor, page)
    assert old.question in refused.text and other.question not in refused.text and drafted(desk) == {CERTIFICATES: NEW}


def test_an_open_draft_is_named_in_the_preview_and_kept_in_the_record_when_replaced(desk, editor, old):
    colleague = desk.client("shonin")
    colleague.post(PATH, data=form_of(desk, colleague, answer=NEW))
    page = preview(desk, editor, replace(old, answer=FROM_SHEET))
    assert "下書きのある項目が1件" in page and "shonin" in page
    assert "/staff/reviews/" in confirm(desk, editor, page).location and drafted(desk) == {CERTIFICATES: FROM_SHEET}
    with transaction(desk.engine) as session:
        [lost] = session.scalars(select(AuditRow).where(AuditRow.action == "draft_discarded"))
    assert lost.detail["body"]["answer"] == NEW


def test_an_entry_under_review_is_named_and_the_import_is_not_offered(desk, editor, old):
    draft_and_ask(desk, editor, answer=NEW)
    page = preview(desk, editor, replace(old, answer=FROM_SHEET))
    assert "確認待ちの下書きがあるため" in page and "下書きにして確認を依頼する" not in page


def test_an_entry_that_went_under_review_after_the_preview_is_named(desk, editor, old):
    page = preview(desk, editor, replace(old, answer=FROM_SHEET))
    draft_and_ask(desk, editor, answer=NEW)
    refused = confirm(desk, editor, page)
    assert f"「{old.question}」は確認待ちです" in refused.text and drafted(desk) == {CERTIFICATES: NEW}
