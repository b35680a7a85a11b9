"""The gate before publishing: whatever was published since the comparison makes it an old one, at once and at a scheduled time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest

from knowledge.store import mark_published, now, publication_version, transaction
from tests.staff_desk import CERTIFICATES
from tests.web.staff.answers.test_publication import NEW, draft_and_ask, form_of, published
from web.staff.answers import comparison, publication
from web.staff.answers.draft import DraftRow
from web.staff.answers.publication import publish_due
from web.staff.answers.publish_check import check_may_publish, is_fresh
from web.staff.answers.review import ReviewRow
from web.staff.jobs import FAILED, JobRow

OTHER = "ogaki.measure-counter-cashless"
OTHER_NEW = "窓口の混み具合は、市のページで見られます。"


def ask_other(desk, editor):
    """A review of another entry than `draft_and_ask`'s."""
    editor.post(f"/staff/entries/{OTHER}", data=form_of(desk, editor, OTHER, answer=OTHER_NEW))
    return int(desk.post(editor, f"/staff/entries/{OTHER}/review").location.rsplit("/", 1)[1])


def publish(desk, number, name="shonin", **form):
    return desk.post(desk.client(name), f"/staff/reviews/{number}/publish", **form)


def row_of(desk, number):
    with transaction(desk.engine) as session:
        return session.get_one(ReviewRow, number)


def fresh(desk, number):
    with transaction(desk.engine) as session:
        return is_fresh(session, session.get_one(ReviewRow, number))


def worse_from_now_on(monkeypatch):
    """Every comparison after this finds a graded question that gets worse."""
    told = {"resolution": "fallback", "entry_id": None, "text": "", "choices": [], "sources": []}
    worse = [{"id": "g-1", "question": "q", "before": told, "after": told}]
    monkeypatch.setattr(comparison, "compare", lambda *_: {"asked": 0, "graded": 1, "changed": [], "changes": 0, "worse": worse, "better": []})


@pytest.fixture
def two_reviews(desk):
    editor = desk.client("henshu")
    return draft_and_ask(desk, editor, answer=NEW), ask_other(desk, editor)


def test_the_second_of_two_reviews_is_compared_again_before_it_goes_out(desk, two_reviews):
    first, second = two_reviews
    assert publish(desk, first).status_code == 302
    refused = publish(desk, second)
    assert refused.status_code == 409 and "古くなって" in refused.text and published(desk, OTHER).answer != OTHER_NEW
    assert "で比べました" in desk.client("shonin").get(f"/staff/reviews/{second}").text
    assert publish(desk, second).status_code == 302 and published(desk, OTHER).answer == OTHER_NEW


def test_of_two_who_publish_at_the_same_moment_the_second_is_checked_after_the_first(desk, two_reviews, monkeypatch):
    both_checked = threading.Barrier(2)

    def check(*arguments):
        check_may_publish(*arguments)
        with suppress(threading.BrokenBarrierError):
            both_checked.wait(0.5)

    monkeypatch.setattr(publication, "check_may_publish", check)
    with ThreadPoolExecutor(2) as pool:
        told = sorted(response.status_code for response in pool.map(lambda number: publish(desk, number), two_reviews))
    assert told == [302, 409]


def test_harm_that_only_both_reviews_do_together_is_found(desk, two_reviews, monkeypatch):
    first, second = two_reviews
    publish(desk, first)
    worse_from_now_on(monkeypatch)
    desk.client("shonin").get(f"/staff/reviews/{second}")
    assert "悪くなる" in publish(desk, second).text and published(desk, OTHER).answer != OTHER_NEW


def test_a_rollback_makes_a_comparison_old(desk, two_reviews):
    first, second = two_reviews
    publish(desk, first)
    desk.client("shonin").get(f"/staff/reviews/{second}")
    assert fresh(desk, second)
    desk.post(desk.client("shonin"), f"/staff/entries/{CERTIFICATES}/rollback", number="1")
    assert not fresh(desk, second)


def test_what_is_published_during_a_comparison_makes_it_old(desk, monkeypatch):
    real = comparison.compare

    def slow(*arguments):
        with transaction(desk.engine) as session:
            mark_published(session)
        return real(*arguments)

    monkeypatch.setattr(comparison, "compare", slow)
    assert not fresh(desk, draft_and_ask(desk, desk.client("henshu"), answer=NEW))


def test_opening_a_review_after_a_failed_comparison_does_not_start_it_again(desk, two_reviews):
    first, second = two_reviews
    publish(desk, first)
    with transaction(desk.engine) as session:
        session.query(JobRow).filter_by(subject=str(second)).one().state = FAILED
    assert "比較が途中で止まりました" in desk.client("shonin").get(f"/staff/reviews/{second}").text and not fresh(desk, second)


def due_after(desk, scheduled, other, name="shonin", **form):
    """Schedules a review, publishes another, and lets the first's time come."""
    publish(desk, scheduled, name, at="2099-04-01T09:00", **form)
    publish(desk, other)
    with transaction(desk.engine) as session:
        session.get_one(ReviewRow, scheduled).publish_at = now() - timedelta(seconds=1)


def test_a_scheduled_review_is_compared_again_when_something_was_published_since(desk, two_reviews):
    other, scheduled = two_reviews
    due_after(desk, scheduled, other)
    assert not fresh(desk, scheduled)
    assert publish_due(desk.engine, desk.run_job) == 1 and published(desk, OTHER).answer == OTHER_NEW


@pytest.mark.parametrize(("name", "reason", "goes"), [("shonin", "", False), ("shonin", "急ぎ", False), ("kanri", "", False), ("kanri", "急ぎのため", True)])
def test_a_scheduled_review_that_does_harm_by_now_goes_back_unless_an_administrator_gave_a_reason(desk, two_reviews, monkeypatch, name, reason, goes):
    other, scheduled = two_reviews
    due_after(desk, scheduled, other, name, reason=reason)
    worse_from_now_on(monkeypatch)
    assert publish_due(desk.engine, desk.run_job) == goes and (published(desk, OTHER).answer == OTHER_NEW) is goes
    row = row_of(desk, scheduled)
    assert (row.state, "悪くなる" in row.reason) == (("published", False) if goes else ("returned", True))


def test_a_scheduled_review_waits_while_it_is_compared_again(desk, two_reviews):
    other, scheduled = two_reviews
    due_after(desk, scheduled, other)
    started = []
    assert [publish_due(desk.engine, started.append) for _ in range(2)] == [0, 0]
    assert len(started) == 1 and row_of(desk, scheduled).state == "scheduled"
    desk.run_job(started[0])
    assert publish_due(desk.engine, started.append) == 1


def test_a_scheduled_review_goes_back_when_its_comparison_fails(desk, two_reviews, monkeypatch):
    other, scheduled = two_reviews
    due_after(desk, scheduled, other)
    monkeypatch.setattr(comparison, "compare", lambda *_: 1 / 0)
    assert [publish_due(desk.engine, desk.run_job) for _ in range(2)] == [0, 0]
    assert row_of(desk, scheduled).state == "returned" and "途中で止まりました" in row_of(desk, scheduled).reason


@pytest.mark.parametrize(("name", "reason", "goes"), [("shonin", "", False), ("shonin", "急ぎ", False), ("kanri", "急ぎのため", True)])
def test_who_wrote_a_draft_does_not_approve_it_though_somebody_else_asked(desk, name, reason, goes):
    author, colleague = desk.client(name), desk.client("henshu")
    author.post(f"/staff/entries/{CERTIFICATES}", data=form_of(desk, author, answer=NEW))
    number = int(desk.post(colleague, f"/staff/entries/{CERTIFICATES}/review").location.rsplit("/", 1)[1])
    before, response = publication_version(desk.engine), desk.post(author, f"/staff/reviews/{number}/publish", reason=reason)
    assert (publication_version(desk.engine) > before) is goes and ("自分が書いた下書き" in response.text) is not goes
    with transaction(desk.engine) as session:
        assert (session.query(DraftRow).count() == 0) is goes
