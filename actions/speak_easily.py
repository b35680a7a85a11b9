"""Switches to easy Japanese."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome


class SpeakEasily(Action):
    """Asks the clerk to speak easily from now on."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_speak_easily"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.speak_easily(memory))
