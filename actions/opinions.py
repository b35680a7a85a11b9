"""Opinions (市民の声): read back, stored with a receipt number, withdrawn."""

import re

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_engine, say_lines, say_sentence
from actions.tracker_memory import message_text, read_memory
from knowledge.opinion import Opinion, leave_opinion, withdraw_opinion

_RECEIPT = re.compile(r"[2-9A-HJ-NP-Za-hj-np-z]{8}")


class AskOpinionConfirmed(Action):
    """Reads the opinion back and asks whether to keep it."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_ask_opinion_form_opinion_confirmed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        lines: tuple[tuple[str, dict[str, object]], ...] = (("confirm_opinion", {}), ("opinion_quote", {"text": tracker.get_slot("opinion")}))
        return say_lines(dispatcher, tracker, lines, choices=("yes", "no"))


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
