"""Takes up one of the offered choices."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class Choose(Action):
    """Hands the choice to the clerk."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_choose"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.choose(text, memory))
