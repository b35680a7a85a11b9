"""Takes up one of the offered choices, or the only one, or none."""

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


class Accept(Action):
    """「はい」 takes what was offered."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_accept"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.accept(memory))


class Decline(Action):
    """「いいえ」 declines what was offered."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_decline"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.decline(memory))
