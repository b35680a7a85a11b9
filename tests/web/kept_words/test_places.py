"""Every place that keeps residents' words is known, masked and forgotten; a new table has to say that it keeps none."""

from datetime import timedelta

import pytest
from sqlalchemy import JSON, String, func, select

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import Base, now, transaction
from web.chat.turn import TurnRow, forget_old_turns
from web.database import TABLES
from web.kept_words.forgetting import forget_copies
from web.kept_words.places import PLACES
from web.message_log import MessageRow
from web.staff.answers.review import ReviewRow
from web.staff.people.parked import ParkedRow
from web.staff.questions.suggestion import SuggestionRow
from web.staff.questions.theme import ThemeRow
from web.staff.questions.unanswered import DecisionRow
from web.staff.switches.retention import purge_due
from web.webhook.outbox import WebhookMessageRow, forget_messages

SECRET, HIDDEN, KEY = "山田花子の家のへいについて教えて", "山田花子", "山田花子の家のへいについて教えて"
# Tables with texts in which no resident's words stand as they were sent, and why.
WITHOUT = {
    "municipality": "files", "entry": "published by staff", "indicator": "published by staff", "synonym": "words that staff took over",
    "document": "plans", "passage": "plans", "proposal": "plans", "outdated": "plans", "disaster_notice": "staff's", "maintenance": "staff's",
    "line_event": "sealed, dropped when done", "line_turn": "ids", "line_user": "ids", "line_budget": "numbers", "line_spending": "numbers",
    "line_notice": "staff's", "line_notice_act": "staff's", "line_notice_batch": "ids", "purge": "numbers", "retention": "numbers",
    "staff_account": "staff's", "staff_audit": "ids", "staff_draft": "staff's", "staff_version": "published by staff", "staff_import": "staff's",
    "staff_job": "counts", "staff_example": "staff's", "staff_model": "figures", "staff_daily": "counts", "staff_daily_entry": "counts",
    "staff_monthly_entry": "counts", "staff_grouping": "counts",
}  # fmt: skip


def rows(at, text=SECRET, city="ogaki"):
    """The same words in every place, as they come there."""
    member, here = {"text": text, "why": "fallback", "count": 2, "key": text}, {"municipality": city}
    reply = {"municipality": city, "replies": [{"text": f"「{text}」については"}]}
    change = {"id": "", "question": text, "before": {"text": text}, "after": {"text": "a"}}
    counts = {"count": 2, "this_week": 2, "last_week": 0, "why": {"fallback": 2}}
    asked = {"session": "s", "channel": "web", "language": "ja", "resolution": "fallback", "reason": "x", "milliseconds": 1}
    return (
        MessageRow(at=at, text=f"あの、{text}", **asked, **here),
        MessageRow(at=at, text=text, **asked, **here),
        FeedbackRow(at=at, session="s", verdict="unsolved", question=text, comment=text, **here),
        OpinionRow(at=at, session="s", receipt=f"R{city}", text=text, question=text, **here),
        ThemeRow(label=text, members=[member], **counts, **here),
        SuggestionRow(kind="phrasing", key=text, text=text, target=f"{city}.x", why="clarified", count=2, state="open", at=at, **here),
        SuggestionRow(kind="synonym", key="山田花子", text="山田花子", target="へい", why="clarified", count=2, state="open", at=at, **here),
        DecisionRow(key=text, text=text, decision="ignored", by="sato", **here),
        ReviewRow(
            title="変更", state="published", by="sato", report={"asked": 1, "graded": 0, "changed": [change], "changes": 1, "worse": [], "better": []}, **here
        ),
        TurnRow(at=at, session="s", request=city, question=text, reply=reply),
        WebhookMessageRow(id=city, channel="x", at=at, message={"text": text, **here}, reply=reply),
        ParkedRow(key=city, account=1, at=at, path="/staff/inbox/mask", fields={"text": [text], "municipality": [city]}),
    )


def put(desk, *added):
    with transaction(desk.engine) as session:
        session.add_all(added)


def kept(desk):
    """Which tables hold the hidden words, anywhere."""
    with transaction(desk.engine) as session:
        return {name for name, table in Base.metadata.tables.items() if any(HIDDEN in str(row) for row in session.execute(select(table)))}


def test_every_table_with_texts_is_known():
    assert TABLES
    texts = {name for name, table in Base.metadata.tables.items() if any(isinstance(column.type, String | JSON) for column in table.columns)}
    assert texts == PLACES.keys() | WITHOUT.keys()
    assert not PLACES.keys() & WITHOUT.keys()


def test_every_place_is_tried_here():
    assert {row.__tablename__ for row in rows(now())} == PLACES.keys()
    assert all(columns and set(columns) <= set(Base.metadata.tables[name].columns.keys()) for name, columns in PLACES.items())


def test_what_is_masked_is_nowhere_any_more(desk):
    put(desk, *rows(now()))
    assert kept(desk) == PLACES.keys()
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=SECRET, hidden=HIDDEN)
    assert kept(desk) == set()


def test_another_citys_words_stay_as_they_are(desk):
    put(desk, *rows(now(), city="sado"))
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=SECRET, hidden=HIDDEN)
    assert kept(desk) == PLACES.keys()


def test_a_text_that_only_shares_the_hidden_words_stays(desk):
    put(desk, *(row for row in rows(now(), "山田花子は元気ですか") if getattr(row, "kind", "") != "synonym"))
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=SECRET, hidden=HIDDEN)
    assert kept(desk) == PLACES.keys()


def test_a_decision_still_fits_its_question_after_masking(desk):
    put(desk, *rows(now()))
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=SECRET, hidden=HIDDEN)
    with transaction(desk.engine) as session:
        assert session.scalar(select(DecisionRow.key)) == "の家のへいについて教えて"


def test_of_two_decisions_that_become_the_same_one_stays(desk):
    put(desk, *(DecisionRow(municipality="ogaki", key=key, text=key, decision="ignored", by="sato") for key in (SECRET, "の家のへいについて教えて")))
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=SECRET, hidden=HIDDEN)
    with transaction(desk.engine) as session:
        assert session.scalar(select(func.count()).select_from(DecisionRow)) == 1


def test_copies_cut_short_are_masked_and_forgotten(desk):
    long = SECRET + "あ" * 600
    put(desk, *(row for row in rows(now() - timedelta(days=400), long) if not isinstance(row, DecisionRow | SuggestionRow | ThemeRow)))
    cut = {"municipality": "ogaki", "text": long[:200], "key": long[:200]}
    put(desk, SuggestionRow(kind="phrasing", target="ogaki.x", why="clarified", count=2, state="open", **cut))
    desk.post(desk.client("henshu"), "/staff/inbox/mask", municipality="ogaki", text=long, hidden=HIDDEN)
    assert kept(desk) == set()


def test_what_is_purged_is_nowhere_any_more(desk):
    """Themes that are grouped anew, and what staff decided since, carry a date of today; their words are old all the same."""
    put(desk, *rows(now() - timedelta(days=400)))
    purge_due(desk.engine, 365)
    # The page's and the webhook's own clocks clear these every day.
    forget_old_turns(desk.engine)
    forget_messages(desk.engine)
    assert kept(desk) == set()


@pytest.mark.parametrize("place", ["staff_theme", "staff_decision", "staff_suggestion", "staff_review"])
def test_a_copy_stays_while_its_words_are_still_kept(desk, place):
    put(desk, *rows(now() - timedelta(days=10)))
    purge_due(desk.engine, 365)
    assert place in kept(desk)


def test_a_withdrawn_opinion_leaves_the_lists_with_the_next_purge(desk):
    put(desk, DecisionRow(municipality="ogaki", key=KEY, text=SECRET, decision="ignored", by="sato"))
    put(desk, OpinionRow(session="s", receipt="R", municipality="ogaki", text="", withdrawn=True))
    purge_due(desk.engine, 365)
    assert kept(desk) == set()


def test_the_log_that_stays_for_ever_names_no_residents_words(desk):
    put(desk, *rows(now()))
    with transaction(desk.engine) as session:
        number = session.scalar(select(SuggestionRow.id).where(SuggestionRow.kind == "phrasing"))
    desk.post(desk.client("shonin"), f"/staff/suggestions/{number}", decision="dismiss")
    assert "staff_audit" not in kept(desk)


def test_words_taken_back_leave_every_list_of_staff(desk):
    put(desk, *(row for row in rows(now()) if isinstance(row, ThemeRow | DecisionRow | ReviewRow) or getattr(row, "kind", "") == "phrasing"))
    with transaction(desk.engine) as session:
        forget_copies(session, [SECRET])
    assert kept(desk) == set()
