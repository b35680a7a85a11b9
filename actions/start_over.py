"""Forgets the conversation and offers the topics."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class StartOver(Action):
    """Asks the clerk to begin anew."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.start_over(memory))
