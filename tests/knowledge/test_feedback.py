import pytest
from sqlalchemy import select

from knowledge.feedback import Feedback, FeedbackRow, Verdict, give_feedback
from knowledge.store import transaction


@pytest.mark.parametrize("verdict", Verdict)
def test_a_mark_is_kept_for_staff(engine, verdict):
    give_feedback(engine, Feedback("web:a", verdict, "ogaki", "ogaki.open-data", "データは？", "古い"))
    with transaction(engine) as session:
        row = session.scalars(select(FeedbackRow)).one()
        assert (row.verdict, row.entry_id, row.question, row.comment) == (verdict.value, "ogaki.open-data", "データは？", "古い")
