"""Tells how to reach people."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class HandOver(Action):
    """Asks the clerk for the city's contacts."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_hand_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.hand_over(text, memory))
