"""Two at one entry: what a merge proposes, and drafts that something newer was published under."""

from bs4 import BeautifulSoup

from knowledge.store import EntryRow, mark_published, transaction
from tests.staff_desk import CERTIFICATES
from tests.web.staff.answers.test_publication import NEW, draft_and_ask, form_of, published
from web.staff.answers.draft import draft_of

PATH = f"/staff/entries/{CERTIFICATES}"


def as_rendered(response):
    """The fields of a merge page as a browser sends them when nothing is touched."""
    form = BeautifulSoup(response.text, "html.parser").select_one("main form.stack")
    return {field["name"]: field["value"] for field in form.select("input[name]") if field["type"] != "radio" or field.has_attr("checked")}


def draft_body(desk):
    with transaction(desk.engine) as session:
        return draft_of(session, CERTIFICATES).body


def stale(desk, mine, **theirs):
    """The merge page of one who changed `mine` while a colleague saved `theirs`."""
    first, second = desk.client("henshu"), desk.client("shonin")
    form = form_of(desk, second, **mine)
    first.post(PATH, data=form_of(desk, first, **theirs))
    response = second.post(PATH, data=form)
    assert response.status_code == 409
    return second, response


def test_a_merge_saved_as_it_opens_keeps_what_each_of_both_changed(desk):
    editor, page = stale(desk, {"answer": "あとの人の答え。"}, department="情報企画課", easy_answer="先の人のやさしい答え。")
    assert editor.post(PATH, data=as_rendered(page)).status_code == 302
    body = draft_body(desk)
    assert (body["answer"], body["department"], body["easy_answer"]) == ("あとの人の答え。", "情報企画課", "先の人のやさしい答え。")


def test_where_both_changed_a_field_the_own_text_is_proposed(desk):
    editor, page = stale(desk, {"answer": "あとの人の答え。"}, answer="先の人の答え。")
    editor.post(PATH, data=as_rendered(page))
    assert draft_body(desk)["answer"] == "あとの人の答え。"


def test_a_merge_over_an_older_draft_goes_by_what_the_form_showed(desk):
    other = desk.client("kanri")
    other.post(PATH, data=form_of(desk, other, answer="はじめの下書き。"))
    editor, page = stale(desk, {"department": "情報企画課"}, answer="先の人の答え。")
    editor.post(PATH, data=as_rendered(page))
    assert (draft_body(desk)["answer"], draft_body(desk)["department"]) == ("先の人の答え。", "情報企画課")


def test_mistakes_in_between_do_not_turn_untouched_fields_into_typed_ones(desk):
    first, second = desk.client("henshu"), desk.client("shonin")
    wrong = second.post(PATH, data=form_of(desk, second, answer="あとの人の答え。", topic=""))
    opened = BeautifulSoup(wrong.text, "html.parser").select_one("#entry-form [name=opened]")["value"]
    form = form_of(desk, second, answer="あとの人の答え。") | {"opened": opened}
    first.post(PATH, data=form_of(desk, first, department="情報企画課"))
    second.post(PATH, data=as_rendered(second.post(PATH, data=form)))
    assert (draft_body(desk)["answer"], draft_body(desk)["department"]) == ("あとの人の答え。", "情報企画課")


def publish_beside(desk):
    """Something else of the entry is published while a draft is open, as a rollback or an import does it."""
    with transaction(desk.engine) as session:
        row = session.get_one(EntryRow, CERTIFICATES)
        row.body = row.body | {"department": "情報企画課"}
        mark_published(session)


def test_a_draft_under_which_something_was_published_goes_out_once_its_editor_saw_that(desk):
    editor = desk.client("henshu")
    editor.post(PATH, data=form_of(desk, editor, answer=NEW))
    publish_beside(desk)
    page = editor.get(PATH).text
    assert "別の変更が公開されました" in page and "情報企画課" in page and "確認を依頼する" not in page
    number = draft_and_ask(desk, editor)
    assert desk.post(desk.client("shonin"), f"/staff/reviews/{number}/publish").status_code == 302
    assert published(desk).answer == NEW


def test_a_draft_whose_editor_saw_no_newer_version_is_not_taken_for_review(desk):
    editor = desk.client("henshu")
    editor.post(PATH, data=form_of(desk, editor, answer="書きかけ。"))
    form = form_of(desk, editor, answer=NEW)
    publish_beside(desk)
    assert editor.post(PATH, data=form).status_code == 302
    refused = desk.post(editor, f"{PATH}/review")
    assert refused.status_code == 409 and "別の変更が公開されました" in refused.text and draft_body(desk)["answer"] == NEW


def test_setting_a_field_of_many_does_not_count_as_having_seen(desk):
    editor = desk.client("henshu")
    editor.post(PATH, data=form_of(desk, editor, answer=NEW))
    publish_beside(desk)
    desk.post(editor, "/staff/entries/bulk", chosen=CERTIFICATES, field="confirm_by", value="2030-03-31")
    assert draft_body(desk)["confirm_by"] == "2030-03-31" and "別の変更が公開されました" in editor.get(PATH).text
