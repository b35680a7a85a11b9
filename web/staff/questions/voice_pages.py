"""What residents wrote themselves: why an answer did not help, and their opinions with receipt and what they followed."""

from typing import Any

from flask import render_template
from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.store import transaction
from web.staff.desk import engine, my_cities, staff
from web.staff.people.guard import allowed
from web.staff.people.role import Role
from web.staff.questions.unanswered import WHY

_LISTED = 100


@staff.get("/voices")
@allowed(Role.VIEWER)
def voices() -> str:
    """The newest reasons and opinions of one's cities; those left before a city was named are everybody's."""
    reasons = select(FeedbackRow).where(_mine(FeedbackRow.municipality), FeedbackRow.comment.is_not(None), FeedbackRow.comment != "")
    opinions = select(OpinionRow).where(_mine(OpinionRow.municipality), ~OpinionRow.withdrawn)
    with transaction(engine()) as session:
        told = session.scalars(reasons.order_by(FeedbackRow.id.desc()).limit(_LISTED)).all()
        left = session.scalars(opinions.order_by(OpinionRow.id.desc()).limit(_LISTED)).all()
    return render_template("staff/voices.html", reasons=told, opinions=left, verdicts={"solved": "解決した"} | WHY, listed=_LISTED)


def _mine(column: InstrumentedAttribute[Any]) -> Any:
    return or_(column.in_(my_cities()), column.is_(None))
