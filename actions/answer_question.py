"""Answers a question, or a follow-up to the one before."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome
from knowledge.clerk import Clerk
from knowledge.memory import Memory
from knowledge.reply import Outcome


class AnswerQuestion(Action):
    """Puts the message to the clerk; one that names a procedure and that no entry answers begins the guide."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_answer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, _answer_in_a_form if tracker.active_loop_name else _answer)


def _answer(clerk: Clerk, text: str, memory: Memory) -> Outcome | None:
    return None if clerk.begins_procedure(text, memory) else clerk.answer(text, memory)


def _answer_in_a_form(clerk: Clerk, text: str, memory: Memory) -> Outcome:
    return clerk.answer(text, memory)
