"""Editing: mistakes, two editors at once, lost sessions; no typed text is lost."""

import pytest

from knowledge.store import transaction
from tests.staff_desk import CERTIFICATES
from tests.web.staff.answers.test_publication import NEW, form_of
from web.staff.answers.draft import draft_of

PATH = f"/staff/entries/{CERTIFICATES}"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("answer", "", "入力してください"),
        ("phrasings", "一つだけ", "5つ以上"),
        ("valid_until", "来年", "日付"),
        ("topic", "", "話題"),
        ("phrasings", "窓口案内・発券システムとは\nb\nc\nd\ne", "にもあります"),
        ("indicators", "ogaki.nothing", "指標"),
        ("figures", "名前｜1｜件｜余り", "区切った数"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_the_text_stays(desk, field, value, told):
    editor = desk.client("henshu")
    response = editor.post(PATH, data=form_of(desk, editor, **{field: value, "easy_answer": "消えては困る文"}))
    assert response.status_code == 422
    assert told in response.text and "消えては困る文" in response.text


def test_the_second_of_two_editors_is_told_and_merges(desk):
    first, second = desk.client("henshu"), desk.client("shonin")
    mine, theirs = form_of(desk, second, answer="あとの人の答え。"), form_of(desk, first, answer="先の人の答え。", department="情報企画課")
    first.post(PATH, data=theirs)
    response = second.post(PATH, data=mine)
    assert response.status_code == 409
    assert "先の人の答え。" in response.text and "あとの人の答え。" in response.text and "henshu" in response.text
    merged = form_of(desk, second, answer="あとの人の答え。")
    assert second.post(PATH, data=merged).status_code == 302
    page = first.get(PATH).text
    assert "あとの人の答え。" in page and "情報企画課" in page


def test_pressing_twice_saves_once(desk):
    editor = desk.client("henshu")
    form = form_of(desk, editor, answer=NEW)
    assert [editor.post(PATH, data=form).status_code for _ in range(2)] == [302, 302]


def test_what_is_sent_after_the_session_ended_comes_back_after_signing_in(desk):
    editor = desk.client("henshu")
    form = form_of(desk, editor, answer="消えては困る答え。")
    with editor.session_transaction() as session:
        session["staff_seen"] = 0
    response = editor.post(PATH, data=form)
    assert "/staff/sign-in" in response.location and "parked=" in response.location
    key = response.location.split("parked=")[1].split("&")[0]
    from tests.staff_desk import PASSWORD

    back = desk.post(editor, "/staff/sign-in", name="henshu", password=PASSWORD, parked=key)
    assert "消えては困る答え。" in editor.get(back.location).text


def test_a_kept_form_opens_for_nobody_else(desk):
    editor = desk.client("henshu")
    form = form_of(desk, editor, answer="ひみつの下書き。")
    with editor.session_transaction() as session:
        session["staff_seen"] = 0
    key = editor.post(PATH, data=form).location.split("parked=")[1].split("&")[0]
    assert "ひみつの下書き" not in desk.client("shonin").get(f"/staff/restore?parked={key}", follow_redirects=True).text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "'; DROP TABLE entry; --"])
def test_markup_and_commands_are_only_text(desk, text):
    editor = desk.client("henshu")
    editor.post(PATH, data=form_of(desk, editor, answer=f"こたえ{text}"))
    for path in (PATH, f"/staff/entries?q={text}", f"/staff/test?text={text}&municipality=ogaki"):
        page = editor.get(path)
        assert page.status_code == 200 and "<script>alert" not in page.text and "<img src=x" not in page.text
    assert editor.get("/staff/entries").status_code == 200


def test_the_preview_shows_every_way_residents_may_read_it(desk):
    editor = desk.client("henshu")
    page = editor.post("/staff/preview", data=form_of(desk, editor, easy_answer="市は利活用を推進します。")).text
    assert "<ruby>" in page and "LINE" in page and "お役所の言葉" in page


def test_translations_have_a_question_and_an_answer_for_each_language(desk):
    editor = desk.client("henshu")
    texts = {"question-ko": "편의점에서 받을 수 있나요?", "answer-ko": "네.\r\n마이넘버카드가 필요합니다.", "question-en": "", "answer-en": ""}
    assert editor.post(PATH, data=form_of(desk, editor, **texts)).status_code == 302
    with transaction(desk.engine) as session:
        kept = draft_of(session, CERTIFICATES).body["translations"]
    assert kept["ko"] == {"question": "편의점에서 받을 수 있나요?", "answer": "네.\n마이넘버카드가 필요합니다."} and "en" not in kept
    form = form_of(desk, editor)
    assert (form["question-ko"], form["answer-ko"]) == (kept["ko"]["question"], kept["ko"]["answer"])


def test_half_a_translation_is_told_and_stays_in_the_form(desk):
    editor = desk.client("henshu")
    response = editor.post(PATH, data=form_of(desk, editor, **{"question-fil": "Maaari ba?", "answer-fil": ""}))
    assert response.status_code == 422
    assert "翻訳</a>: " in response.text and "Maaari ba?" in response.text
