"""Reviews: drafts of one city that are to be published together, and how that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Engine, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction
from web.staff.answers.draft import DraftRow, published_body
from web.staff.errors import Refused
from web.staff.people.audit import Change, note


class State(StrEnum):
    """Where a review stands."""

    WAITING = "waiting"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    RETURNED = "returned"
    RECALLED = "recalled"

    @property
    def label(self) -> str:
        """The state for people."""
        return _LABELS[self]


_LABELS = {State.WAITING: "確認待ち", State.SCHEDULED: "公開予約", State.PUBLISHED: "公開済み", State.RETURNED: "差し戻し", State.RECALLED: "取り下げ"}
_NAMED = 5
OPEN = (State.WAITING.value, State.SCHEDULED.value)


class ReviewRow(Base):
    """A request to publish. `report` is the answer diff, `report_key` tells for which content it was computed."""

    __tablename__ = "staff_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12), index=True)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    comment: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime)
    publish_at: Mapped[datetime | None] = mapped_column(DateTime, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    report_key: Mapped[str] = mapped_column(String(64), default="")


@dataclass(frozen=True)
class Request:
    """What an editor asks to be looked at."""

    municipality: str
    title: str
    by: str
    comment: str = ""


def ask_review(engine: Engine, draft_ids: Sequence[int], request: Request) -> int:
    """Put drafts before the approvers; returns the review's id. Refused when one of them is under review already."""
    with transaction(engine) as session:
        return open_review(session, draft_ids, request)


def open_review(session: Session, draft_ids: Sequence[int], request: Request) -> int:
    """Put drafts before the approvers within a transaction."""
    drafts = [row for number in draft_ids if (row := session.get(DraftRow, number))]
    if not drafts or any(row.review_id is not None or row.municipality != request.municipality for row in drafts):
        raise Refused("確認を依頼できる下書きがありません。すでに確認待ちでないか、一覧でお確かめください。")
    if outdated := [row.subject for row in drafts if not row.is_based_on(published_body(session, row.subject, row.kind))]:
        raise Refused(f"{named(outdated)}は、下書きのあとに別の変更が公開されました。開いて見直し、保存し直すか破棄してから、確認を依頼してください。")
    review = ReviewRow(
        municipality=request.municipality,
        title=request.title[:200],
        state=State.WAITING.value,
        by=request.by,
        at=now(),
        comment=request.comment,
        reason="",
        report_key="",
    )
    session.add(review)
    session.flush()
    for row in drafts:
        row.review_id = review.id
    note(session, Change(request.by, "review_asked", str(review.id), request.municipality, {"subjects": [row.subject for row in drafts][:50]}))
    return review.id


def named(subjects: Sequence[str]) -> str:
    """Some subjects in a sentence: the first few by name, then how many there are."""
    more = f"など{len(subjects)}件" if len(subjects) > _NAMED else ""
    return "".join(f"「{subject}」" for subject in subjects[:_NAMED]) + more


def drafts_in(session: Session, review_id: int) -> list[DraftRow]:
    """The drafts of a review, by subject."""
    return list(session.scalars(select(DraftRow).where(DraftRow.review_id == review_id).order_by(DraftRow.kind, DraftRow.subject)))


def close_review(engine: Engine, review_id: int, state: State, *, by: str, reason: str = "") -> None:
    """Send a review back, or take it back; its drafts may be edited again."""
    with transaction(engine) as session:
        review = open_one(session, review_id)
        for row in drafts_in(session, review_id):
            row.review_id = None
        decide(review, state, by, reason)
        note(session, Change(by, f"review_{state.value}", str(review_id), review.municipality, {"reason": reason}))


def open_one(session: Session, review_id: int) -> ReviewRow:
    """A review that is not decided yet; Refused otherwise."""
    review = session.get(ReviewRow, review_id, with_for_update=True)
    if review is None or review.state not in OPEN:
        raise Refused("この確認の依頼は、もう終わっています。一覧を開き直してください。")
    return review


def decide(review: ReviewRow, state: State, by: str, reason: str) -> None:
    """Write who decided what, when and why."""
    review.state, review.decided_by, review.decided_at, review.reason = state.value, by, now(), reason


def city_of_review(engine: Engine, review_id: int) -> str | None:
    """The municipality of a review, or None when there is no such review."""
    with transaction(engine) as session:
        return session.scalar(select(ReviewRow.municipality).where(ReviewRow.id == review_id))
