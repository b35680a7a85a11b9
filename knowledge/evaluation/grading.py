"""Asks the clerk graded questions and says which replies are right, as an outside grader would."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.clerk import Clerk
from knowledge.memory import Memory
from knowledge.reply import Outcome
from knowledge.resolution import Resolution
from knowledge.search.graded import Graded


@dataclass(frozen=True)
class Result:
    """A graded question, what was replied to its last turn, and the verdict: right, wrong, clarified or refused."""

    question: Graded
    outcome: Outcome
    verdict: str

    @property
    def confidence(self) -> float:
        """The confidence of the answer given; 0 where none was."""
        return next((reply.evidence.confidence for reply in self.outcome.replies if reply.evidence), 0.0)


def ask(clerk: Clerk, question: Graded) -> Result:
    """Send every turn, grade the last."""
    memory = Memory(municipality=question.municipality)
    outcome = clerk.answer(question.turns[0], memory)
    for text in question.turns[1:]:
        outcome = clerk.answer(text, outcome.memory)
    return Result(question, outcome, verdict(question, outcome))


def verdict(question: Graded, outcome: Outcome) -> str:
    """right, wrong, clarified or refused."""
    answered = outcome.resolution is Resolution.ANSWERED
    if question.expect == "abstain":
        return "wrong" if answered else "right"
    if question.expect == "clarify":
        return "right" if outcome.resolution is Resolution.CLARIFYING else "wrong"
    if not answered:
        return "clarified" if outcome.resolution is Resolution.CLARIFYING else "refused"
    return "right" if question.held_by("\n".join(reply.text for reply in outcome.replies)) else "wrong"


def table(results: Sequence[Result]) -> list[str]:
    """Lines of a table: per kind, per city, and in all."""
    kinds = sorted({result.question.kind for result in results})
    cities = sorted({result.question.municipality or "-" for result in results})
    lines = [_line(kind, (result for result in results if result.question.kind == kind)) for kind in kinds]
    lines += [_line(city, (result for result in results if (result.question.municipality or "-") == city)) for city in cities]
    return lines + [_line(f"expect {expect}", (r for r in results if r.question.expect == expect)) for expect in ("answer", "abstain", "clarify")]


def _line(name: str, results: Iterable[Result]) -> str:
    count = Counter(result.verdict for result in results)
    total = max(sum(count.values()), 1)
    shares = "  ".join(f"{mark} {count[mark]:3d} ({count[mark] / total:6.1%})" for mark in ("right", "wrong", "clarified", "refused"))
    return f"{name:18} {sum(count.values()):4d}  {shares}"


def worst(results: Sequence[Result], why: Callable[[Result], object], count: int = 20) -> list[str]:
    """Wrong answers before refusals, the surest first, with what was asked, what came and why."""
    misses = sorted((result for result in results if result.verdict != "right"), key=lambda result: (result.verdict != "wrong", -result.confidence))[:count]
    return [line for miss in misses for line in _told(miss, why)]


def _told(miss: Result, why: Callable[[Result], object]) -> tuple[str, ...]:
    question, outcome = miss.question, miss.outcome
    return (
        f"{miss.verdict:9} {miss.confidence:.2f} {question.id} [{question.kind}, {question.part}] {' → '.join(question.turns)}",
        f"          {outcome.resolution}/{outcome.reason}: {outcome.replies[0].text[:80]!r}",
        f"          cause: {why(miss)}",
    )
