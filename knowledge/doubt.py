"""What is done where Rasa may have misread a message: its question may be a wish to get something done, its small matter a question."""

from dataclasses import replace

from knowledge.clerk import Clerk
from knowledge.foreign_wish import find_wish
from knowledge.memory import Memory
from knowledge.procedure import find_procedure
from knowledge.reply import Outcome

# 「佐世保に引っ越します」 has few words that an entry could be sure of; the guide asks on instead.
_SURE_BESIDE_A_WISH = 0.6
# Rasa is less sure than this of 6 % of what is no matter of a plan, and of 34 % of the questions that it takes for that (docs/adr/0002).
_SURE_OF_REFUSAL = 0.6


def answer_or_guide(clerk: Clerk, text: str, memory: Memory, *, guided: bool = False) -> Outcome | None:
    """What the clerk answers; None where the message is the wish to get something done, and no entry surely answers it: the guide begins.

    Rasa knows no foreign wishes, so these always begin it. Who is `guided` already gets the answer.
    """
    if guided:
        return clerk.answer(text, memory)
    if find_wish(text):
        return None
    outcome = clerk.answer(text, memory)
    return outcome if _sureness(outcome) >= _SURE_BESIDE_A_WISH or find_procedure(text) is None else None


def refuse_or_answer(clerk: Clerk, text: str, memory: Memory, sureness: float, *, guided: bool = False) -> Outcome | None:
    """Refuse what Rasa takes, with its `sureness` (0–1), for no matter of any plan, unless it is doubtful or the search is as sure of an answer."""
    if sureness < _SURE_OF_REFUSAL or find_procedure(text):
        return answer_or_guide(clerk, text, memory, guided=guided)
    alone = clerk.answer(text, replace(memory, entry_id=None, question=None, offered=()))
    if max(_sureness(alone), _sureness_anywhere(clerk, text, alone)) >= sureness:
        return alone
    return clerk.refuse(memory)


def _sureness(outcome: Outcome) -> float:
    return max((reply.evidence.confidence for reply in outcome.replies if reply.evidence), default=0.0)


def _sureness_anywhere(clerk: Clerk, text: str, outcome: Outcome) -> float:
    """How sure the search is in the surest city, where the outcome asks for one."""
    if outcome.reason != "municipality_unknown":
        return 0.0
    return max(clerk.search.search(text, city).confidence for city in clerk.catalogue.municipalities)
