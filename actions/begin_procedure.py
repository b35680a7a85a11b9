"""Starts the procedure guide, or answers when the message is a question after all."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, say_outcome
from actions.tracker_memory import message_text
from knowledge.procedure import find_procedure


class BeginProcedure(Action):
    """Keeps which procedure it is and hands over to the form."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_begin_procedure"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        procedure = find_procedure(message_text(tracker))
        if procedure is None:
            return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.answer(text, memory))
        fresh = [SlotSet(slot, None) for slot in ("card", "way", "city")]
        return [SlotSet("procedure", procedure.id), *fresh, FollowupAction("procedure_form")]
