"""What the procedure guide must still ask, and what a message told of it."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_clerk, say_outcome
from actions.tracker_memory import message_intent, message_text, offered_value
from knowledge.choice import find_number
from knowledge.procedure import Circumstances, is_question, is_unsure, procedure_of, read_circumstances

_YES_NO = {"affirm": True, "deny": False}

# What bot/responses.yml offers, in its order.
_CARD = {"have_card": True, "have_no_card": False}
_WAY = {"way_phone": "phone", "way_counter": "counter"}

# Who can't tell is not asked again; both kinds of offer are shown then.
_UNKNOWN = "unknown"


class ValidateProcedureForm(FormValidationAction):
    """Fills the guide's slots from any message, so that corrections in the middle are taken."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "validate_procedure_form"

    async def required_slots(self, _domain_slots: list[str], _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> list[str]:
        """The city, then what the procedure asks; only what isn't known yet is asked."""
        return ["city", *procedure_of(str(tracker.get_slot("procedure"))).asks]

    async def extract_city(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """A city that the message names, or the number of the one offered; a question about a city changes nothing."""
        text, cities = message_text(tracker), tuple(held_clerk().catalogue.municipalities)
        named = () if is_question(text) else held_clerk().names.find(text)
        if named:
            return {"city": named[0].municipality}
        number = find_number(text) if _asked(tracker, "city") else None
        return {"city": cities[number - 1]} if number and 0 < number <= len(cities) else {}

    async def extract_card(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """Whether a My Number card is in hand; yes and no count when that was asked."""
        text = message_text(tracker)
        told: bool | str | None = read_circumstances(text).card
        if told is None and _asked(tracker, "card"):
            told = offered_value(tracker, _CARD, _YES_NO.get(message_intent(tracker), _UNKNOWN if is_unsure(text) else None))
        return {} if told is None else {"card": told}

    async def extract_way(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """By phone or at the counter."""
        text = message_text(tracker)
        told: str | None = read_circumstances(text).way
        if told is None and _asked(tracker, "way"):
            told = offered_value(tracker, _WAY, _UNKNOWN if is_unsure(text) else None)
        return {} if told is None else {"way": told}


def _asked(tracker: Tracker, slot: str) -> bool:
    return bool(tracker.get_slot("requested_slot") == slot)


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
        card, way = (None if told == _UNKNOWN else told for told in map(tracker.get_slot, ("card", "way")))
        city = tracker.get_slot("city")
        return say_outcome(dispatcher, tracker, lambda clerk, _text, memory: clerk.advise(procedure, Circumstances(card, way), memory, city=city))
