"""What the procedure guide must still ask, and what a message told of it."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_clerk, say_outcome
from actions.tracker_memory import message_text, read_memory
from knowledge.procedure import Circumstances, procedure_of, read_circumstances

_YES_NO = {"affirm": True, "deny": False}


class ValidateProcedureForm(FormValidationAction):
    """Fills the guide's slots from any message, so that corrections in the middle are taken."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "validate_procedure_form"

    async def required_slots(self, _domain_slots: list[str], _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> list[str]:
        """The city where it isn't known, then what the procedure asks."""
        known = read_memory(tracker).municipality
        return [*([] if known else ["city"]), *procedure_of(str(tracker.get_slot("procedure"))).asks]

    async def extract_city(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """A city that the message names."""
        named = held_clerk().names.find(message_text(tracker))
        return {"city": named[0].municipality} if named else {}

    async def extract_card(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """Whether a My Number card is in hand; yes and no count when that was asked."""
        told = read_circumstances(message_text(tracker)).card
        if told is None and tracker.get_slot("requested_slot") == "card":
            told = _YES_NO.get(str(tracker.get_intent_of_latest_message()))
        return {} if told is None else {"card": told}

    async def extract_way(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """By phone or at the counter."""
        told = read_circumstances(message_text(tracker)).way
        return {} if told is None else {"way": told}


class AskCity(Action):
    """Asks which city, offering the served ones."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_ask_procedure_form_city"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.ask_city_for_procedure(memory))


class Advise(Action):
    """Ends the guide with what the city's plan offers."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_advise"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        procedure = procedure_of(str(tracker.get_slot("procedure")))
        told = Circumstances(tracker.get_slot("card"), tracker.get_slot("way"))
        city = tracker.get_slot("city")
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.advise(procedure, told, memory, city=city))
