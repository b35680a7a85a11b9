"""From an edit to what residents get, and back."""

import pytest

from knowledge.store import publication_version, read_published, transaction
from tests.staff_desk import CERTIFICATES
from web.staff.answers.answer_diff import report_key
from web.staff.answers.draft import DraftRow
from web.staff.answers.publication import publish_due
from web.staff.answers.review import ReviewRow


def form_of(desk, client, entry_id=CERTIFICATES, **changes):
    """The fields of the edit page as a browser would send them, with some typed over."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(client.get(f"/staff/entries/{entry_id}").text, "html.parser").select_one("#entry-form")
    fields = {field["name"]: field.get("value", "") for field in page.select("input[name]")}
    fields |= {field["name"]: field.text.removeprefix("\n") for field in page.select("textarea")}
    fields |= {field["name"]: (field.select_one("option[selected]") or {}).get("value", "") for field in page.select("select")}
    return fields | changes


def draft_and_ask(desk, editor, **changes):
    editor.post(f"/staff/entries/{CERTIFICATES}", data=form_of(desk, editor, **changes))
    response = desk.post(editor, f"/staff/entries/{CERTIFICATES}/review")
    return int(response.location.rsplit("/", 1)[1])


def published(desk, entry_id=CERTIFICATES):
    return read_published(desk.engine).entry(entry_id)


NEW = "はい。マイナンバーカードがあれば、コンビニで証明書を取れます。"


def test_an_edit_waits_as_a_draft(desk):
    editor = desk.client("henshu")
    response = editor.post(f"/staff/entries/{CERTIFICATES}", data=form_of(desk, editor, answer=NEW))
    assert response.status_code == 302
    assert published(desk).answer != NEW
    assert NEW in editor.get(f"/staff/entries/{CERTIFICATES}").text


def test_a_second_account_publishes_and_an_earlier_version_comes_back(desk):
    old, version = published(desk).answer, publication_version(desk.engine)
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    approver = desk.client("shonin")
    page = approver.get(f"/staff/reviews/{number}").text
    assert "<ins>" in page and "試験用の質問" in page
    desk.post(approver, f"/staff/reviews/{number}/publish", reason="")
    assert published(desk).answer == NEW and publication_version(desk.engine) > version
    desk.post(approver, f"/staff/entries/{CERTIFICATES}/rollback", number="1")
    assert published(desk).answer == old
    assert "第1版に戻した" in approver.get(f"/staff/entries/{CERTIFICATES}/history").text


def test_nobody_publishes_what_they_asked_for_themselves(desk):
    approver = desk.client("shonin")
    number = draft_and_ask(desk, approver, answer=NEW)
    response = desk.post(approver, f"/staff/reviews/{number}/publish")
    assert response.status_code == 409 and "自分では公開できません" in response.text
    assert published(desk).answer != NEW


@pytest.mark.parametrize(("name", "reason", "goes"), [("shonin", "", False), ("shonin", "急ぎ", False), ("kanri", "", False), ("kanri", "急ぎのため", True)])
def test_what_makes_graded_questions_worse_needs_an_administrators_reason(desk, name, reason, goes):
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    with transaction(desk.engine) as session:
        review = session.get_one(ReviewRow, number)
        review.report = review.report | {"worse": [{"id": "ogaki-h001"}]}
    desk.post(desk.client(name), f"/staff/reviews/{number}/publish", reason=reason)
    assert (published(desk).answer == NEW) is goes


def test_a_report_of_older_content_does_not_count(desk):
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    with transaction(desk.engine) as session:
        session.get_one(ReviewRow, number).report_key = "old"
    assert desk.post(desk.client("shonin"), f"/staff/reviews/{number}/publish").status_code == 409


def test_what_is_scheduled_is_published_when_its_time_comes(desk):
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    desk.post(desk.client("shonin"), f"/staff/reviews/{number}/publish", at="2099-04-01T09:00")
    assert publish_due(desk.engine) == 0
    with transaction(desk.engine) as session:
        row = session.get_one(ReviewRow, number)
        assert f"{row.publish_at:%H:%M}" == "00:00"
        row.publish_at = row.at
    assert publish_due(desk.engine) == 1 and published(desk).answer == NEW


def test_a_withdrawn_entry_is_gone_and_stays_gone_after_a_restart(desk, small_catalogue):
    from knowledge.store import import_catalogue

    editor = desk.client("henshu")
    desk.post(editor, "/staff/entries/bulk", chosen=CERTIFICATES, field="withdraw")
    number = int(desk.post(editor, f"/staff/entries/{CERTIFICATES}/review").location.rsplit("/", 1)[1])
    desk.post(desk.client("kanri"), f"/staff/reviews/{number}/publish", reason="廃止のため")
    import_catalogue(desk.engine, small_catalogue)
    assert published(desk) is None


def test_an_older_draft_does_not_overwrite_what_was_published_meanwhile(desk):
    number = draft_and_ask(desk, desk.client("henshu"), answer=NEW)
    with transaction(desk.engine) as session:
        session.query(DraftRow).one().base = "something else"
        session.flush()
        session.get_one(ReviewRow, number).report_key = report_key(session, number)
    response = desk.post(desk.client("kanri"), f"/staff/reviews/{number}/publish", reason="x")
    assert "別の変更が公開されました" in response.text
