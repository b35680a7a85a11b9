"""Answers a question, or a follow-up to the one before."""

from functools import partial

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome
from knowledge.doubt import answer_or_guide


class AnswerQuestion(Action):
    """Puts the message to the clerk; one that names a procedure and that no entry answers begins the guide."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_answer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, partial(answer_or_guide, guided=bool(tracker.active_loop_name)))
