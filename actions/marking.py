"""What residents say of an answer in words: solved, not solved and why, not what was meant."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import Events, held_engine, say_outcome, say_sentence
from actions.tracker_memory import message_intent, message_text, offered_value, read_memory
from knowledge.feedback import REASONS, Feedback, Verdict, give_feedback
from knowledge.procedure import find_procedure, is_question
from knowledge.sentence import sentences

# What leads out of the form (nlu_data/rules.yml).
_ELSEWHERE = frozenset(("stop", "start_over", "talk_to_human", "leave_opinion"))


def _mark(tracker: Tracker, verdict: Verdict, comment: str | None = None) -> None:
    memory = read_memory(tracker)
    give_feedback(held_engine(), Feedback(tracker.sender_id, verdict, memory.municipality, memory.entry_id, memory.question, comment))


class MarkSolved(Action):
    """Stores that the answer helped."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_mark_solved"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        if read_memory(tracker).entry_id:
            _mark(tracker, Verdict.SOLVED)
        return say_sentence(dispatcher, tracker, "resolved_thanks")


class ValidateReasonForm(FormValidationAction):
    """Takes a statement as the reason; a question, or a wish to do something else, is none."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "validate_reason_form"

    async def extract_unsolved_reason(self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> dict[str, Any]:
        """What the message tells; nothing before the reason was asked for."""
        text = message_text(tracker)
        waiting = tracker.get_slot("requested_slot") == "unsolved_reason"
        intent = message_intent(tracker)
        leaves = intent in _ELSEWHERE or is_question(text) or (intent == "procedure" and find_procedure(text))
        return {"unsolved_reason": text} if waiting and not leaves else {}


class StoreReason(Action):
    """Stores why the answer did not help, once the resident has told."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_store_reason"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        _mark(tracker, Verdict.UNSOLVED, _reason(tracker))
        return [*say_sentence(dispatcher, tracker, "feedback_thanks"), SlotSet("unsolved_reason", None)]


def _reason(tracker: Tracker) -> str:
    """The reason told; the number of one offered stands for its words."""
    said = sentences("ja")
    return str(offered_value(tracker, {key: said.say(key) for key in REASONS}, tracker.get_slot("unsolved_reason")))


class NotThat(Action):
    """Stores the contradiction and offers the next candidates."""

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return "action_not_that"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: DomainDict) -> Events:
        """Rasa's call."""
        if read_memory(tracker).entry_id:
            _mark(tracker, Verdict.CONTRADICTED)
        return say_outcome(dispatcher, tracker, lambda clerk, text, memory: clerk.not_that(text, memory))
