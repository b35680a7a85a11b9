"""Answers a question, or a follow-up to the one before."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome
from knowledge.clerk import Clerk


class AnswerQuestion(Action):
    """Puts the message to the clerk; one that names a procedure and that no entry answers begins the guide."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_answer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, Clerk.answer if tracker.active_loop_name else Clerk.answer_unless_procedure)
