"""Search: a question and a city in, a ranking out."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.entry import Entry
from knowledge.search.analysis import Analyser
from knowledge.search.base import base_scores
from knowledge.search.document import document_of
from knowledge.search.index import Index, Lexicon
from knowledge.search.query import read_query
from knowledge.search.ranking import Candidate, Ranking, Rejection, Thresholds
from knowledge.search.signals import cheap_signals, costly_signals
from knowledge.search.synonym_file import read_synonyms
from knowledge.search.table import Places, Table, standard, table_of
from knowledge.search.word_vectors import Floats, load_vectors, no_vectors, vectors_exist
from knowledge.settings import read_knowledge_settings

_KEPT = 10
_CANDIDATES = 100


class Search:
    """An index over entries; built once, read by many threads, replaced as a whole."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._index = Index([document_of(entry) for entry in entries], _lexicon(read_knowledge_settings().data / "search"))
        self._index.neighbours, self._index.priors, self._index.groups  # noqa: B018 (computed before the first question)
        self.thresholds = Thresholds(answer=0.5, clarify=0.3)

    def search(self, text: str, municipality: str | None) -> Ranking:
        """Rank the entries for a question asked of a city; other cities' entries come back as rejected."""
        query = read_query(text, self._index)
        signals = cheap_signals(query, self._index)
        base = base_scores(signals)
        places = _candidates(base, self._index, municipality)
        costly = costly_signals(query, self._index, places)
        table = table_of(places, {name: values[places] for name, values in signals.items()} | costly)
        return self._ranking(table, _scores(base[places], table), municipality)

    def _ranking(self, table: Table, scores: Floats, municipality: str | None) -> Ranking:
        confidence = _confidence(table)
        here, elsewhere = [], []
        for row in np.argsort(-scores, kind="stable"):
            document = self._index.documents[table.places[row]]
            candidate = Candidate(document.id, float(scores[row]), float(confidence[row]))
            (here if municipality in (None, document.group) else elsewhere).append(candidate)
        return Ranking(tuple(here[:_KEPT]), tuple(Rejection(c, "other_municipality") for c in elsewhere[:_KEPT]))


def _candidates(base: Floats, index: Index, municipality: str | None) -> Places:
    order = np.argsort(-base, kind="stable")
    if municipality is None:
        return order[:_CANDIDATES]
    here = index.groups[order] == municipality
    return np.concatenate((order[here][: _CANDIDATES // 2], order[~here][: _CANDIDATES // 2]))


def _scores(base: Floats, table: Table) -> Floats:
    result: Floats = base + 1.0 * standard(table.column("soft_line")) + 0.5 * standard(table.column("match_line")) + 0.5 * standard(table.column("line_reverse"))
    return result


def _confidence(table: Table) -> Floats:
    evidence = table.column("match_all") * 4 + table.column("match_line") * 3 + table.column("line_reverse") * 4 + table.column("rarest_all") * 1
    result: Floats = 1 / (1 + np.exp(-(evidence - 7.5)))
    return result


@lru_cache(maxsize=1)
def _lexicon(folder: Path) -> Lexicon:
    vectors = load_vectors(folder) if vectors_exist(folder) else no_vectors()
    return Lexicon(Analyser(read_synonyms()), vectors)
