"""Deciding on questions: they leave the inbox; what stands on a draft is settled when it is published and comes back when it is discarded."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from knowledge.store import now
from web.kept_words.places import DECISION_LENGTH, key_of
from web.staff.people.audit import Change, note
from web.staff.questions.theme import take_out
from web.staff.questions.unanswered import DecisionRow

PHRASING, ENTRY, ASSIGNED = "phrasing", "entry", "assigned"
DECISIONS = {PHRASING: "言い方に加えた", ENTRY: "新しい項目にする", "out_of_scope": "対象外", "ignored": "対応しない", ASSIGNED: "担当課へ"}


@dataclass(frozen=True)
class Decision:
    """What is decided, in which city, by whom; `target` is the entry or the department."""

    municipality: str
    decision: str
    target: str
    by: str


def decide_questions(session: Session, decision: Decision, texts: Iterable[str]) -> None:
    """File a decision on questions; they leave the inbox until they are asked again."""
    wanted = {key: text for text in texts if (key := key_of(text))}
    for key, text in wanted.items():
        row = session.scalar(select(DecisionRow).where(DecisionRow.municipality == decision.municipality, DecisionRow.key == key))
        row = row or DecisionRow(municipality=decision.municipality, key=key)
        row.text, row.decision, row.target, row.by, row.at = text[:DECISION_LENGTH], decision.decision, decision.target[:160], decision.by, now()
        row.waits = decision.decision in (PHRASING, ENTRY)
        session.add(row)
    take_out(session, decision.municipality, wanted.keys())
    detail = {"decision": decision.decision, "target": decision.target, "questions": len(wanted)}
    note(session, Change(decision.by, "inbox_decided", decision.target, decision.municipality, detail))


def settle(session: Session, entry_id: str) -> None:
    """The draft of an entry is published: what is asked from now on counts again."""
    session.execute(update(DecisionRow).where(DecisionRow.target == entry_id, DecisionRow.waits).values(waits=False, at=now()))


def give_back(session: Session, entry_id: str) -> int:
    """The draft of an entry is discarded: the questions that stood on it wait again; returns how many."""
    chosen = delete(DecisionRow).where(DecisionRow.target == entry_id, DecisionRow.waits)
    return int(session.execute(chosen).rowcount)  # type: ignore[attr-defined]
