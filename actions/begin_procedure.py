"""Starts the procedure guide, or answers when the message is a question after all."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_clerk, say_outcome
from actions.tracker_memory import keep_memory, message_text, read_memory
from knowledge.procedure import find_procedure, read_circumstances


class BeginProcedure(Action):
    """Keeps which procedure it is and what the message told with it, and hands over to the form."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_begin_procedure"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        text = message_text(tracker)
        procedure = find_procedure(text)
        if procedure is None:
            return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.answer(text, memory))
        told = read_circumstances(text)
        named = held_clerk().names.find(text)
        memory = read_memory(tracker)
        city = named[0].municipality if named else memory.municipality
        slots = {"procedure": procedure.id, "card": told.card, "way": told.way, "city": city}
        # The guide's buttons tell no language, so the wish's is kept.
        return [*keep_memory(memory), *(SlotSet(name, value) for name, value in slots.items()), FollowupAction("procedure_form")]
