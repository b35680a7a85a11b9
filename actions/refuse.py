"""Says that something is none of the city's plan."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class Refuse(Action):
    """Asks the clerk to refuse kindly."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_refuse"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.refuse(text, memory))
