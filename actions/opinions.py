"""Opinions (市民の声): read back, stored with a receipt number, withdrawn."""

import re
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_engine, say_lines, say_sentence
from actions.tracker_memory import message_intent, message_text, offered_value, read_memory
from knowledge.opinion import Opinion, leave_opinion, withdraw_opinion

# What is offered when an opinion is read back.
_CONFIRMED = {"yes": True, "no": False}
_YES_NO = {"affirm": True, "deny": False}
_RECEIPT = re.compile(r"[2-9A-HJ-NP-Za-hj-np-z]{8}")


class AskOpinionConfirmed(Action):
    """Reads the opinion back and asks whether to keep it."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_ask_opinion_form_opinion_confirmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        lines: tuple[tuple[str, dict[str, object]], ...] = (("confirm_opinion", {}), ("opinion_quote", {"text": tracker.get_slot("opinion")}))
        return say_lines(dispatcher, tracker, lines, choices=tuple(_CONFIRMED))


class ValidateOpinionForm(FormValidationAction):
    """Takes the opinion as confirmed or not: by yes and no in words, a tap or the number of what was offered."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "validate_opinion_form"

    async def extract_opinion_confirmed(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """Nothing before it was asked for."""
        if tracker.get_slot("requested_slot") != "opinion_confirmed":
            return {}
        told = offered_value(tracker, _CONFIRMED, _YES_NO.get(message_intent(tracker)))
        return {} if told is None else {"opinion_confirmed": told}


class StoreOpinion(Action):
    """Stores the confirmed opinion, or drops it."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_store_opinion"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        cleared = [SlotSet("opinion", None), SlotSet("opinion_confirmed", None)]
        if not tracker.get_slot("opinion_confirmed"):
            return [*say_sentence(dispatcher, tracker, "opinion_dropped"), *cleared]
        memory = read_memory(tracker)
        opinion = Opinion(tracker.sender_id, memory.municipality, str(tracker.get_slot("opinion")), memory.entry_id, memory.question)
        receipt = leave_opinion(held_engine(), opinion)
        return [*say_sentence(dispatcher, tracker, "opinion_stored", receipt=receipt), *cleared, SlotSet("receipt", receipt)]


class WithdrawOpinion(Action):
    """Erases the opinion whose receipt the message names, else the last one of this conversation."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_withdraw_opinion"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        named = _RECEIPT.search(message_text(tracker))
        receipt = named.group().upper() if named else str(tracker.get_slot("receipt") or "")
        if not withdraw_opinion(held_engine(), receipt, session=tracker.sender_id):
            return say_sentence(dispatcher, tracker, "opinion_not_found")
        return [*say_sentence(dispatcher, tracker, "opinion_withdrawn", receipt=receipt), SlotSet("receipt", None)]
