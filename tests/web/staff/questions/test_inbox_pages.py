"""The inbox: what waits, and what staff do with it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from knowledge.feedback import Feedback, Verdict, give_feedback
from knowledge.opinion import Opinion, leave_opinion
from knowledge.store import now, transaction
from tests.staff_desk import CERTIFICATES
from web.message_log import MessageRow
from web.staff.answers.draft import DraftRow, published_body
from web.staff.answers.entry_text import flatten
from web.staff.questions import grouping
from web.staff.questions.deciding import settle
from web.staff.questions.grouping import group_inbox
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow, unanswered

TEXT = "コンビニで戸籍の附票は取れますか"


@pytest.fixture
def themes(desk):
    told = [(TEXT, "fallback", "web")] * 2 + [(f"{TEXT}？", "fallback", "web"), ("元気ですか", "smalltalk", "web"), ("試し", "fallback", "staff")]
    with transaction(desk.engine) as session:
        for number, (text, resolution, channel) in enumerate(told):
            row = {"session": str(number), "municipality": "ogaki", "language": "ja", "reason": "x", "milliseconds": 1}
            session.add(MessageRow(text=text, resolution=resolution, channel=channel, **row))
    give_feedback(desk.engine, Feedback("s", Verdict.CONTRADICTED, "ogaki", CERTIFICATES, "住民票の写しを郵便で受け取りたい"))
    give_feedback(desk.engine, Feedback("s", Verdict.SOLVED, "ogaki", CERTIFICATES, "解決した質問"))
    leave_opinion(desk.engine, Opinion("s", "ogaki", "図書館をもっと長く開けてほしい"))
    leave_opinion(desk.engine, Opinion("s", "sado", "よその市の声"))
    group_inbox(desk.engine, "ogaki")
    with transaction(desk.engine) as session:
        return {row.label: row.id for row in session.scalars(select(ThemeRow))}


def test_what_waits_is_there_and_nothing_else(desk, themes):
    with transaction(desk.engine) as session:
        assert session.get_one(ThemeRow, themes[TEXT]).count == 3
    assert set(themes) == {TEXT, "住民票の写しを郵便で受け取りたい", "図書館をもっと長く開けてほしい"}


def keys(desk, theme_id):
    with transaction(desk.engine) as session:
        return [member["key"] for member in session.get_one(ThemeRow, theme_id).members]


def decide(desk, theme_id, **form):
    """Press a button of a theme, all its questions ticked unless others are named."""
    return desk.post(desk.client("henshu"), f"/staff/inbox/{theme_id}", **{"chosen": keys(desk, theme_id)} | form)


def waiting(desk):
    return [asked.text for asked in unanswered(desk.engine, "ogaki")]


def ask(desk, text, *, at, count=1):
    with transaction(desk.engine) as session:
        row = {"session": "x", "municipality": "ogaki", "language": "ja", "reason": "x", "milliseconds": 1, "resolution": "fallback", "channel": "web"}
        session.add_all(MessageRow(text=text, at=at, **row) for _ in range(count))


def test_one_press_makes_a_question_a_phrasing(desk, themes):
    decide(desk, themes[TEXT], decision="phrasing", target=CERTIFICATES)
    with transaction(desk.engine) as session:
        assert TEXT in session.scalar(select(DraftRow)).body["phrasings"]
    assert TEXT not in waiting(desk)


@pytest.mark.parametrize(("decision", "target"), [("out_of_scope", ""), ("ignored", ""), ("assigned", "市民課")])
def test_a_decision_takes_it_out_of_the_inbox_and_back(desk, themes, decision, target):
    decide(desk, themes[TEXT], decision=decision, target=target)
    assert group_inbox(desk.engine, "ogaki") == 2
    with transaction(desk.engine) as session:
        number = session.scalar(select(DecisionRow.id).where(DecisionRow.text == TEXT))
    desk.post(desk.client("henshu"), "/staff/inbox/back", municipality="ogaki", decision_id=str(number))
    assert group_inbox(desk.engine, "ogaki") == 3


def test_more_can_be_masked_everywhere(desk, themes):
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=TEXT, hidden="戸籍の附票")
    with transaction(desk.engine) as session:
        assert not session.scalars(select(MessageRow).where(MessageRow.text.contains("附票"))).all()
        assert not session.scalars(select(ThemeRow).where(ThemeRow.label.contains("附票"))).all()


def test_a_phrasing_for_another_citys_entry_is_refused(desk, themes):
    with transaction(desk.engine) as session:
        session.get_one(ThemeRow, themes[TEXT]).municipality = "sado"
    response = desk.post(desk.client("sado-henshu"), f"/staff/inbox/{themes[TEXT]}", decision="phrasing", target=CERTIFICATES, chosen=keys(desk, themes[TEXT]))
    assert response.status_code == 403


def test_what_is_asked_again_after_a_decision_waits_again_with_its_count(desk, themes):
    decide(desk, themes[TEXT], decision="out_of_scope")
    ask(desk, TEXT, at=now() + timedelta(seconds=1), count=2)
    ask(desk, TEXT, at=now() - timedelta(days=1))
    [again] = [asked for asked in unanswered(desk.engine, "ogaki") if asked.text == TEXT]
    assert (again.count, again.this_week, again.before) == (2, 2, "out_of_scope")


def test_what_was_decided_before_is_said_in_the_inbox(desk, themes):
    decide(desk, themes[TEXT], decision="out_of_scope")
    ask(desk, TEXT, at=now() + timedelta(seconds=1))
    group_inbox(desk.engine, "ogaki")
    assert "前回は「対象外」" in desk.client("henshu").get("/staff/inbox?municipality=ogaki").text


def test_while_its_draft_is_on_its_way_a_question_does_not_come_again(desk, themes):
    decide(desk, themes[TEXT], entry_id=CERTIFICATES)
    ask(desk, TEXT, at=now() + timedelta(seconds=1))
    assert TEXT not in waiting(desk)


def test_what_is_asked_after_publishing_waits_again(desk, themes):
    decide(desk, themes[TEXT], entry_id=CERTIFICATES)
    ask(desk, TEXT, at=now())
    with transaction(desk.engine) as session:
        settle(session, CERTIFICATES)
    assert TEXT not in waiting(desk)
    ask(desk, TEXT, at=now() + timedelta(seconds=1))
    assert TEXT in waiting(desk)


def test_publishing_settles_what_stood_on_the_draft(desk, themes):
    decide(desk, themes[TEXT], entry_id=CERTIFICATES)
    editor = desk.client("henshu")
    desk.post(editor, f"/staff/entries/{CERTIFICATES}/review")
    desk.post(desk.client("kanri"), "/staff/reviews/1/publish", reason="試し")
    with transaction(desk.engine) as session:
        assert session.scalars(select(DraftRow)).all() == []
        assert session.scalars(select(DecisionRow.waits)).all() == [False]


def test_a_discarded_draft_gives_its_questions_back_and_no_others(desk, themes):
    decide(desk, themes["図書館をもっと長く開けてほしい"], decision="ignored")
    decide(desk, themes[TEXT], entry_id=CERTIFICATES)
    response = desk.post(desk.client("henshu"), f"/staff/entries/{CERTIFICATES}/discard")
    assert response.status_code == 302
    assert TEXT in waiting(desk)
    assert "図書館をもっと長く開けてほしい" not in waiting(desk)


def test_opening_the_form_of_a_new_entry_decides_nothing(desk, themes):
    response = decide(desk, themes[TEXT], decision="entry")
    page = desk.client("henshu").get(response.location)
    assert page.status_code == 200
    assert f'name="asked" value="{TEXT}"' in page.text
    assert TEXT in waiting(desk)


def test_saving_the_new_entry_decides_and_discarding_it_gives_back(desk, themes):
    editor = desk.client("henshu")
    with transaction(desk.engine) as session:
        form = flatten(published_body(session, CERTIFICATES)) | {"id": "ogaki.new-1", "concept": "", "question": TEXT, "asked": TEXT, "municipality": "ogaki"}
    form["phrasings"] = "\n".join(f"{TEXT}{word}" for word in ("", "教えて", "知りたい", "どこで", "いつ"))
    wrong = desk.post(editor, "/staff/entries/new", **form | {"answer": "", "lock": "0", "base": ""})
    assert wrong.status_code == 422
    assert f'name="asked" value="{TEXT}"' in wrong.text and TEXT in waiting(desk)
    saved = desk.post(editor, "/staff/entries/new", **form | {"lock": "0", "base": ""})
    assert saved.status_code == 302
    assert TEXT not in waiting(desk)
    with transaction(desk.engine) as session:
        assert session.get(ThemeRow, themes[TEXT]) is None
    desk.post(editor, "/staff/entries/ogaki.new-1/discard")
    assert TEXT in waiting(desk)


def test_a_form_brings_no_questions_of_another_city(desk, themes):
    page = desk.client("kanri").get(f"/staff/entries/new?municipality=sado&theme={themes[TEXT]}&places=0")
    assert page.status_code == 200 and TEXT not in page.text


@pytest.fixture
def pair(desk):
    """A theme of two wordings, the first asked three times, the second once."""
    members = [
        {"text": text, "key": text, "why": "fallback", "count": count, "this_week": count, "last_week": 0} for text, count in (("附票一", 3), ("附票二", 1))
    ]
    row = ThemeRow(municipality="ogaki", label="附票一", count=4, this_week=4, last_week=0, why={"fallback": 4}, members=members)
    with transaction(desk.engine) as session:
        session.add(row)
    return row.id


def test_every_ticked_member_is_added_as_a_phrasing(desk, pair):
    decide(desk, pair, entry_id=CERTIFICATES)
    with transaction(desk.engine) as session:
        assert {"附票一", "附票二"} <= set(session.scalar(select(DraftRow)).body["phrasings"])
        assert session.get(ThemeRow, pair) is None


def test_what_is_not_ticked_stays_undecided(desk, pair):
    decide(desk, pair, entry_id=CERTIFICATES, chosen=["附票一"])
    with transaction(desk.engine) as session:
        assert "附票二" not in session.scalar(select(DraftRow)).body["phrasings"]
        assert session.scalars(select(DecisionRow.text)).all() == ["附票一"]
        theme = session.get_one(ThemeRow, pair)
        assert (theme.label, theme.count, theme.this_week, theme.why) == ("附票二", 1, 1, {"fallback": 1})


def test_without_a_tick_nothing_is_decided(desk, pair):
    response = decide(desk, pair, decision="ignored", chosen=[])
    assert response.status_code == 409 and "チェックを付けて" in response.text
    with transaction(desk.engine) as session:
        assert session.scalars(select(DecisionRow)).all() == []


def test_a_question_too_long_for_a_phrasing_is_refused_and_stays(desk):
    long = "あ" * 201
    with transaction(desk.engine) as session:
        member = {"text": long, "key": long[:200], "why": "opinion", "count": 1}
        theme = ThemeRow(municipality="ogaki", label=long, count=1, this_week=0, last_week=0, why={"opinion": 1}, members=[member])
        session.add(theme)
    assert decide(desk, theme.id, entry_id=CERTIFICATES).status_code == 409
    with transaction(desk.engine) as session:
        assert session.get(ThemeRow, theme.id) is not None and session.scalar(select(DraftRow)) is None


def test_what_was_given_to_a_department_is_listed_for_it_alone(desk, themes):
    decide(desk, themes[TEXT], decision="assigned", target="市民課")
    decide(desk, themes["図書館をもっと長く開けてほしい"], decision="assigned", target="図書館")
    editor = desk.client("henshu")
    page = editor.get("/staff/inbox?municipality=ogaki&department=市民課").text
    assert TEXT in page and "もっと長く" not in page
    assert "市民課へ回した質問（1件）" in editor.get("/staff/inbox?municipality=ogaki").text


def test_a_department_makes_an_entry_of_what_it_was_given(desk, themes):
    decide(desk, themes[TEXT], decision="assigned", target="市民課")
    with transaction(desk.engine) as session:
        number = session.scalar(select(DecisionRow.id))
    page = desk.client("henshu").get(f"/staff/entries/new?municipality=ogaki&assigned={number}").text
    assert f'name="asked" value="{TEXT}"' in page


def test_wordings_that_are_left_out_are_told(desk, themes, monkeypatch):
    editor = desk.client("henshu")
    assert "ここには出ていません" not in editor.get("/staff/inbox?municipality=ogaki").text
    monkeypatch.setattr(grouping, "MOST", 1)
    assert group_inbox(desk.engine, "ogaki") == 1
    assert "少ない言い方が2とおり（質問2件）" in editor.get("/staff/inbox?municipality=ogaki").text


def test_numbers_of_themes_do_not_come_again(desk, themes):
    """A page opened before the grouping would decide on another theme."""
    group_inbox(desk.engine, "ogaki")
    with transaction(desk.engine) as session:
        assert not set(session.scalars(select(ThemeRow.id))) & set(themes.values())
