"""What a search gives back: the candidates it kept and those it rejected, with scores and reasons."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One contribution to a candidate's score: a signal's name and what it added."""

    signal: str
    contribution: float


@dataclass(frozen=True)
class Candidate:
    """An entry that may answer. `score` orders; `confidence` is the calibrated probability that it holds the answer (0–1)."""

    entry_id: str
    score: float
    confidence: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Rejection:
    """A candidate that was set aside, and why: below_threshold, other_municipality, expired."""

    candidate: Candidate
    why: str


@dataclass(frozen=True)
class Ranking:
    """The answer of a search: `kept` best first (at most ten), `rejected` best first."""

    kept: tuple[Candidate, ...]
    rejected: tuple[Rejection, ...] = ()

    @property
    def confidence(self) -> float:
        """The best kept candidate's confidence; 0 when none was kept."""
        return self.kept[0].confidence if self.kept else 0.0


@dataclass(frozen=True)
class Thresholds:
    """From `answer` on a reply is given, from `clarify` on choices are offered, below nothing fits."""

    answer: float
    clarify: float
