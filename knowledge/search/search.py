"""Search: a question and a city in, a ranking out."""

from collections.abc import Sequence

import numpy as np

from knowledge.entry import Entry
from knowledge.search.artefacts import load_lexicon, search_folder
from knowledge.search.document import document_of
from knowledge.search.index import Index
from knowledge.search.ranking import Candidate, Ranking, Rejection, Thresholds
from knowledge.search.retriever import Retriever
from knowledge.search.table import Table, standard
from knowledge.search.word_vectors import Floats

_KEPT = 10


class Search:
    """An index over entries; built once, read by many threads, replaced as a whole."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._index = Index([document_of(entry) for entry in entries], load_lexicon(search_folder()))
        self._index.complete()
        self._retriever = Retriever(self._index)
        self.thresholds = Thresholds(answer=0.5, clarify=0.3)

    def search(self, text: str, municipality: str | None) -> Ranking:
        """Rank the entries for a question asked of a city; other cities' entries come back as rejected."""
        table = self._retriever.table(text, municipality)
        return self._ranking(table, _scores(table.column("base"), table), municipality)

    def _ranking(self, table: Table, scores: Floats, municipality: str | None) -> Ranking:
        confidence = _confidence(table)
        here, elsewhere = [], []
        for row in np.argsort(-scores, kind="stable"):
            document = self._index.documents[table.places[row]]
            candidate = Candidate(document.id, float(scores[row]), float(confidence[row]))
            (here if municipality in (None, document.group) else elsewhere).append(candidate)
        return Ranking(tuple(here[:_KEPT]), tuple(Rejection(c, "other_municipality") for c in elsewhere[:_KEPT]))


def _scores(base: Floats, table: Table) -> Floats:
    result: Floats = base + 1.0 * standard(table.column("soft_line")) + 0.5 * standard(table.column("match_line")) + 0.5 * standard(table.column("line_reverse"))
    return result


def _confidence(table: Table) -> Floats:
    evidence = table.column("match_all") * 4 + table.column("match_line") * 3 + table.column("line_reverse") * 4 + table.column("rarest_all") * 1
    result: Floats = 1 / (1 + np.exp(-(evidence - 7.5)))
    return result
