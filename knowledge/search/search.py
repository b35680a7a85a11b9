"""Search: a question and a city in, a ranking out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.entry import Entry
from knowledge.search.artefacts import SPOKEN, load_confidence, load_lexicon, load_ranker, search_folder
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.document import document_of
from knowledge.search.domain import Domain
from knowledge.search.evidence import EVIDENCE, evidence_of
from knowledge.search.ranker import UNFITTED
from knowledge.search.ranking import Candidate, Ranking, Reason, Rejection, Thresholds
from knowledge.search.retriever import retriever_for
from knowledge.search.shelf import shelved_index
from knowledge.search.table import Table
from knowledge.search.word_vectors import Floats

_KEPT = 10

# Before anything is built: order by the base score, and be sure only where nearly every word of the question is found.
_PLAIN_WEIGHTS = {"match_all": 4.0, "match_line": 3.0, "line_reverse": 4.0, "rarest_all": 1.0}
_PLAIN = Calibration(EVIDENCE, tuple(_PLAIN_WEIGHTS.get(name, 0.0) for name in EVIDENCE), -7.5)
_PLAIN_CONFIDENCE = Confidence(_PLAIN, Thresholds(answer=0.8, clarify=0.3), Domain())


@dataclass(frozen=True)
class Scored:
    """A question's candidates with their scores; `here` marks those of the asked city."""

    table: Table
    scores: Floats
    here: Floats


class Search:
    """An index over entries; built once, read by many threads, replaced as a whole."""

    def __init__(self, entries: Sequence[Entry], *, synonyms: tuple[tuple[str, ...], ...] = ()) -> None:
        """`synonyms`: groups that staff added. Questions that staff confirmed stand among the entries' phrasings."""
        folder = search_folder()
        self._ranker = load_ranker(folder, SPOKEN) or UNFITTED
        self._confidence = load_confidence(folder) or _PLAIN_CONFIDENCE
        # In one order, so that what a draft would become has the same index on the shelf once it is published.
        ordered = sorted(entries, key=lambda entry: entry.id)
        documents = [document_of(entry) for entry in ordered]
        index = shelved_index(documents, load_lexicon(folder, synonyms), folder)
        self._retriever = retriever_for(self._ranker, index)
        self.thresholds = self._confidence.thresholds

    def search(self, text: str, municipality: str | None, *, explain: bool = False) -> Ranking:
        """Rank the entries for a question asked of a city (None: of all); other cities' entries come back as rejected.
        `explain` adds to each candidate the signals that moved it.
        """
        table = self._retriever.table(text, municipality)
        groups = self._retriever.index.groups[table.places]
        here = np.ones(len(groups), dtype=np.float32) if municipality is None else (groups == municipality).astype(np.float32)
        scores = self._ranker.scores(table)
        order = np.argsort(-scores, kind="stable")
        shown = [*order[here[order] > 0][:_KEPT], *order[here[order] == 0][:_KEPT]]
        reasons = self._ranker.reasons(table, shown) if explain else [()] * len(shown)
        candidates = self._candidates(text, Scored(table, scores, here), shown, reasons)
        count = sum(here[row] > 0 for row in shown)
        # The ranker finds the few; which of them most probably holds the answer is for the calibrated evidence to say.
        kept, others = (sorted(part, key=lambda candidate: -candidate.confidence) for part in (candidates[:count], candidates[count:]))
        return Ranking(tuple(kept), tuple(Rejection(candidate, "other_municipality") for candidate in others))

    def _candidates(self, text: str, scored: Scored, shown: Sequence[int], reasons: Sequence[tuple[Reason, ...]]) -> list[Candidate]:
        index = self._retriever.index
        domain = self._confidence.domain.score(text, index.lexicon)
        sure = self._confidence.calibration.probability(evidence_of(scored.table, scored.scores, scored.here, domain))
        places = scored.table.places
        return [Candidate(index.documents[places[row]].id, float(scored.scores[row]), float(sure[row]), why) for row, why in zip(shown, reasons, strict=True)]
