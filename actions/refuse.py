"""Says that something is none of the city's plan."""

from functools import partial

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome
from actions.tracker_memory import intent_confidence
from knowledge.doubt import refuse_or_answer


class Refuse(Action):
    """Asks the clerk to refuse kindly, unless it turns out to be a question after all."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_refuse"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        guided = bool(tracker.active_loop_name)
        return say_outcome(dispatcher, tracker, partial(refuse_or_answer, sureness=intent_confidence(tracker), guided=guided))
