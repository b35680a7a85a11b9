"""Why a graded question was missed, worked out from what was found and what was replied."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.clerk import Clerk
from knowledge.evaluation.grading import Result
from knowledge.question import read_question
from knowledge.resolution import Resolution
from knowledge.search.graded import Graded, acceptable
from knowledge.search.ranking import Candidate, Ranking

_NAMED = 3


class Cause(StrEnum):
    """What went wrong, in the order in which it is looked for."""

    UNNOTICED = "the plan doesn't tell this, and the reply doesn't say so"
    LOOK_ALIKE = "nothing should be told, but a look-alike was sure"
    NOT_ASKED_BACK = "answered instead of asking back"
    NO_ENTRY = "no entry holds the required words: a fault of question or knowledge"
    CITY = "city not recognised"
    OTHER_CITY = "another city's look-alike was surer"
    ASPECT = "right entry, but it is said not to tell the side that is asked (partial)"
    UNSAID = "right entry, but the reply lacks or holds too much"
    LEANED = "taken for a follow-up of another entry"
    NOT_SURE = "right entry put forward, but not surely enough"
    NOT_GIVEN = "right entry put forward surely, and not given"
    BEHIND = "right entry ranked behind another"
    NO_CANDIDATE = "the right entry is not among the candidates"


@dataclass(frozen=True)
class Explanation:
    """A cause, and the entries and numbers that show it."""

    cause: Cause
    detail: str

    def __str__(self) -> str:
        return f"{self.cause} ({self.detail})"


@dataclass(frozen=True)
class Miss:
    """A miss beside what was wanted, what was given, and what the search finds for the last turn alone."""

    result: Result
    wanted: frozenset[str]
    ranking: Ranking
    threshold: float

    @property
    def given(self) -> str | None:
        """The entry that the reply rests on."""
        return next((reply.evidence.entry_id for reply in self.result.outcome.replies if reply.evidence), None)

    @property
    def place(self) -> int | None:
        """Where among the candidates the first wanted entry stands; 0 is the first place."""
        return next((place for place, candidate in enumerate(self.ranking.kept) if candidate.entry_id in self.wanted), None)


def explain(clerk: Clerk, result: Result) -> Explanation:
    """The first cause that fits a result whose verdict is not right."""
    miss = _miss(clerk, result)
    return next(found for step in _STEPS if (found := step(miss)))


def _miss(clerk: Clerk, result: Result) -> Miss:
    question = read_question(result.question.turns[-1], clerk.names)
    ranking = clerk.search.search(question.text, result.outcome.memory.municipality)
    return Miss(result, _wanted(clerk, result.question), ranking, clerk.search.thresholds.answer)


def _wanted(clerk: Clerk, question: Graded) -> frozenset[str]:
    """The entries that answer; where a turn names a city, those of the one named last."""
    named = [mention.municipality for turn in question.turns for mention in clerk.names.find(turn)]
    return frozenset(name for name in acceptable(question, clerk.catalogue.entries) if not named or name.startswith(f"{named[-1]}."))


def _should_not_answer(miss: Miss) -> Explanation | None:
    question, outcome = miss.result.question, miss.result.outcome
    if question.expect == "clarify":
        return Explanation(Cause.NOT_ASKED_BACK, f"{outcome.resolution} with {miss.given}")
    if question.expect == "abstain" and question.kind == "near_miss":
        return Explanation(Cause.UNNOTICED, f"{miss.given}, asked for “{outcome.memory.aspect}”")
    if question.expect == "abstain":
        return Explanation(Cause.LOOK_ALIKE, f"{miss.given} with {miss.result.confidence:.2f}, threshold {miss.threshold:.2f}")
    return None


def _no_entry(miss: Miss) -> Explanation | None:
    required = " and ".join("/".join(group) for group in miss.result.question.must)
    return None if miss.wanted else Explanation(Cause.NO_ENTRY, required)


def _wrong_city(miss: Miss) -> Explanation | None:
    outcome, cities = miss.result.outcome, {_city(name) for name in miss.wanted}
    if outcome.reason == "other_municipality_only":
        return Explanation(Cause.OTHER_CITY, f"{', '.join(outcome.memory.offered)}; {_standing(miss)}")
    if outcome.memory.municipality not in cities:
        return Explanation(Cause.CITY, f"read as {outcome.memory.municipality}, meant {'/'.join(sorted(cities))}")
    return None


def _right_entry(miss: Miss) -> Explanation | None:
    """The reply rests on an entry that is right."""
    outcome = miss.result.outcome
    if miss.given not in miss.wanted:
        return None
    if outcome.resolution is Resolution.PARTIAL:
        return Explanation(Cause.ASPECT, f"{miss.given}, asked for “{outcome.memory.aspect}”")
    told = "\n".join(reply.text for reply in outcome.replies)
    return Explanation(Cause.UNSAID, f"{miss.given}: {', '.join(miss.result.question.lacking(told))}")


def _leaned(miss: Miss) -> Explanation | None:
    leaned = miss.given and miss.result.outcome.reason in ("follow_up", "aspect_not_in_plan") and len(miss.result.question.turns) > 1
    return Explanation(Cause.LEANED, f"{miss.given}; {_standing(miss)}") if leaned else None


def _ranked(miss: Miss) -> Explanation:
    """The last turn, searched for alone, finds the right entry first, later or not at all."""
    if miss.place is None:
        return Explanation(Cause.NO_CANDIDATE, _standing(miss))
    if miss.place > 0:
        return Explanation(Cause.BEHIND, _standing(miss))
    sure = miss.ranking.kept[0].confidence >= miss.threshold
    return Explanation(Cause.NOT_GIVEN if sure else Cause.NOT_SURE, f"{_standing(miss)}, threshold {miss.threshold:.2f}")


def _standing(miss: Miss) -> str:
    """Where the right entry stands, and behind which."""
    kept, wanted = miss.ranking.kept, "/".join(sorted(miss.wanted)[:_NAMED])
    if miss.place is None:
        return f"{wanted} not among {len(kept)}" + (f", first {_shown(kept[0])}" if kept else "")
    behind = f", behind {_shown(kept[0])}" if miss.place else ""
    return f"{_shown(kept[miss.place])} ranked {miss.place + 1}{behind}"


def _shown(candidate: Candidate) -> str:
    return f"{candidate.entry_id} with {candidate.confidence:.2f}"


def _city(entry_id: str) -> str:
    return entry_id.split(".", maxsplit=1)[0]


_STEPS: tuple[Callable[[Miss], Explanation | None], ...] = (_should_not_answer, _no_entry, _wrong_city, _right_entry, _leaned, _ranked)
