"""Compares all served cities on what was asked last."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class CompareCities(Action):
    """Asks the clerk for the comparison."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_compare_cities"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.compare(text, memory))
