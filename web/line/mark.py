"""A resident's mark on an answer, from a tap on the bubble; counted once per answer."""

from sqlalchemy import Engine, select

from knowledge.feedback import Feedback, FeedbackRow, Verdict, give_feedback
from knowledge.store import transaction
from web.message_log import MessageRow


def mark_answer(engine: Engine, session_name: str, message_id: int, verdict: Verdict, *, municipality: str | None) -> bool:
    """Store the mark; False when this conversation has no such answer or has marked it before."""
    with transaction(engine) as session:
        marked = session.scalar(select(FeedbackRow.id).where(FeedbackRow.session == session_name, FeedbackRow.message_id == message_id).limit(1))
        row = session.get(MessageRow, message_id)
        if marked is not None or row is None or row.session != session_name:
            return False
        entry_id, question, city = row.entry_id, row.text, row.municipality
    feedback = Feedback(session_name, verdict, municipality=city or municipality, entry_id=entry_id, question=question, message_id=message_id)
    give_feedback(engine, feedback)
    return True
