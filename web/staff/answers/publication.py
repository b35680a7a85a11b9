"""Publishing: a review's drafts become what residents get, at once and everywhere; every version is kept and can come back."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, EntryRow, IndicatorRow, hold_publication, mark_published, now, transaction
from web.staff.answers.comparison import KIND as COMPARE
from web.staff.answers.comparison import start_comparison
from web.staff.answers.draft import ENTRY, DraftRow, draft_of, published_body
from web.staff.answers.publish_check import check_may_publish, is_fresh
from web.staff.answers.review import ReviewRow, State, decide, drafts_in, open_one
from web.staff.errors import Refused
from web.staff.jobs import FAILED, Runner, current_job, run_apart
from web.staff.people.account import Account, account_of, row_named
from web.staff.people.audit import Change, note
from web.staff.questions.deciding import settle


class VersionRow(Base):
    """A published version of an entry or indicator; `body` None where it was withdrawn."""

    __tablename__ = "staff_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    number: Mapped[int]
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    by: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, default="")
    review_id: Mapped[int | None]


def publish(engine: Engine, review_id: int, account: Account, *, reason: str = "") -> None:
    """Publish a review's drafts; Refused when the answer diff is old or shows harm, or when the author approves alone."""
    with transaction(engine) as session:
        hold_publication(session)
        review = open_one(session, review_id)
        check_may_publish(session, review, account, reason)
        put_live(session, review, account.name, reason)


def put_live(session: Session, review: ReviewRow, by: str, reason: str) -> None:
    """Write the drafts of a checked review as published; Refused when something newer was published meanwhile."""
    for draft in drafts_in(session, review.id):
        before = published_body(session, draft.subject, draft.kind)
        if not draft.is_based_on(before):
            raise Refused(f"「{draft.subject}」は、この下書きのあとに別の変更が公開されました。差し戻して、下書きを見直してください。")
        write_version(session, draft, by, reason, before=before)
        session.delete(draft)
        if draft.kind == ENTRY:
            settle(session, draft.subject)
    decide(review, State.PUBLISHED, by, reason)
    mark_published(session)
    note(session, Change(by, "published", str(review.id), review.municipality, {"title": review.title, "reason": reason}))


def write_version(session: Session, draft: DraftRow, by: str, reason: str, *, before: dict[str, Any] | None) -> None:
    """Make a body the published one and append it to the history, after the one it replaces where that is not there yet."""
    last = session.scalar(select(func.max(VersionRow.number)).where(VersionRow.kind == draft.kind, VersionRow.subject == draft.subject)) or 0
    if not last and before is not None:
        last = 1
        session.add(VersionRow(kind=draft.kind, subject=draft.subject, number=1, body=before, at=now(), by="-", reason="はじめの版", review_id=None))
    version = VersionRow(kind=draft.kind, subject=draft.subject, number=last + 1, body=draft.body, at=now(), by=by, reason=reason, review_id=draft.review_id)
    session.add(version)
    _write_published(session, draft)


def _write_published(session: Session, draft: DraftRow) -> None:
    if draft.kind == ENTRY:
        entry = session.get(EntryRow, draft.subject) or EntryRow(id=draft.subject, municipality=draft.municipality, body={}, imported=None)
        entry.body, entry.edited = entry.body if draft.body is None else draft.body, True
        entry.withdrawn, entry.changed_at = draft.body is None, now()
        session.add(entry)
        return
    indicator = session.get(IndicatorRow, draft.subject) or IndicatorRow(id=draft.subject, municipality=draft.municipality, body={})
    indicator.body, indicator.edited = indicator.body if draft.body is None else draft.body, True
    session.add(indicator)


def schedule(engine: Engine, review_id: int, account: Account, at: datetime, *, reason: str = "") -> None:
    """Have a review published later (UTC), after the same checks as now."""
    with transaction(engine) as session:
        review = open_one(session, review_id)
        check_may_publish(session, review, account, reason)
        decide(review, State.SCHEDULED, account.name, reason)
        review.publish_at = at
        note(session, Change(account.name, "scheduled", str(review_id), review.municipality, {"at": at.isoformat(), "reason": reason}))


def publish_due(engine: Engine, run: Runner = run_apart) -> int:
    """Publish what is scheduled up to now; returns how many. One that can't be published goes back, with the reason.

    Where something else was published since the comparison, that is run anew first; the review's turn comes again when it is done.
    """
    with transaction(engine) as session:
        due = session.scalars(select(ReviewRow.id).where(ReviewRow.state == State.SCHEDULED.value, ReviewRow.publish_at <= now())).all()
    return sum(_publish_scheduled(engine, number, run) for number in due)


def _publish_scheduled(engine: Engine, review_id: int, run: Runner) -> bool:
    try:
        if _publish_compared(engine, review_id):
            return True
        _compare_anew(engine, review_id, run)
        return _publish_compared(engine, review_id)
    except Refused as refusal:
        _send_back(engine, review_id, str(refusal))
        return False


def _publish_compared(engine: Engine, review_id: int) -> bool:
    """Publish a scheduled review unless its comparison is an old one; the checks are made again, for who decided."""
    with transaction(engine) as session:
        hold_publication(session)
        review = open_one(session, review_id)
        if not is_fresh(session, review):
            return False
        decider = row_named(session, review.decided_by or "")
        if decider is None:
            raise Refused("公開を予約した人のアカウントが見つかりません。もう一度、確認を依頼してください。")
        check_may_publish(session, review, account_of(decider), review.reason)
        put_live(session, review, decider.name, review.reason)
        return True


def _compare_anew(engine: Engine, review_id: int, run: Runner) -> None:
    """Start the comparison; Refused when one that was started since the review came due has failed."""
    with transaction(engine) as session:
        due_at = session.scalar(select(ReviewRow.publish_at).where(ReviewRow.id == review_id))
    job = current_job(engine, COMPARE, str(review_id))
    if job is not None and job.state == FAILED and due_at is not None and job.at >= due_at:
        raise Refused("公開の前の比較が途中で止まりました。もう一度確認を依頼して、公開を予約し直してください。")
    start_comparison(engine, run, review_id, "-")


def _send_back(engine: Engine, review_id: int, reason: str) -> None:
    with transaction(engine) as session:
        review = session.get_one(ReviewRow, review_id)
        if review.state != State.SCHEDULED.value:
            return
        for row in drafts_in(session, review_id):
            row.review_id = None
        decide(review, State.RETURNED, "-", reason)
        note(session, Change("-", "schedule_failed", str(review_id), review.municipality, {"reason": reason}))


def roll_back(engine: Engine, subject: str, number: int, account: Account, *, kind: str = ENTRY) -> None:
    """Make an earlier version the published one again, at once; Refused while a draft is in review."""
    with transaction(engine) as session:
        version = session.scalar(select(VersionRow).where(VersionRow.kind == kind, VersionRow.subject == subject, VersionRow.number == number))
        if version is None:
            raise Refused("その版はありません。履歴を開き直してください。")
        draft = draft_of(session, subject, kind)
        if draft is not None and draft.review_id is not None:
            raise Refused("この項目は確認待ちです。先に確認の依頼を取り下げるか、差し戻してください。")
        city = subject.partition(".")[0]
        back = DraftRow(kind=kind, subject=subject, municipality=city, body=version.body, review_id=None)
        write_version(session, back, account.name, f"第{number}版に戻した", before=published_body(session, subject, kind))
        mark_published(session)
        note(session, Change(account.name, "rolled_back", subject, city, {"version": number}))


def history(engine: Engine, subject: str, kind: str = ENTRY) -> list[VersionRow]:
    """All versions, newest first."""
    with transaction(engine) as session:
        return list(session.scalars(select(VersionRow).where(VersionRow.kind == kind, VersionRow.subject == subject).order_by(VersionRow.number.desc())))
