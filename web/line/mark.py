"""A resident's mark on an answer, from a tap on the bubble, and why; counted once per answer."""

from sqlalchemy import Engine, select

from knowledge.feedback import REASONS, Feedback, FeedbackRow, Verdict, explain, give_feedback
from knowledge.sentence import sentences
from knowledge.store import transaction
from web.line.offer import Offer, order
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


def reasons(language: str, message_id: str) -> tuple[Offer, ...]:
    """The reasons why an answer did not help, to tap."""
    say = sentences(language)
    return tuple(Offer(say.say(key), data=order("reason", value=key, message=message_id)) for key in REASONS)


def explain_mark(engine: Engine, session_name: str, message_id: int, reason: str) -> bool:
    """Add one of the reasons to the mark, in Japanese for staff; False when the mark isn't there or has its reason."""
    return reason in REASONS and explain(engine, session_name, message_id, sentences("ja").say(reason))
