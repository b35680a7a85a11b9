"""The retriever: index, memory of confirmed questions, ranker; a question in, its candidates in order out."""

from dataclasses import dataclass

import numpy as np

from knowledge.search.base import base_scores
from knowledge.search.confirmed import RECALLED, Memory, memory_of_lines
from knowledge.search.evidence import TOLD
from knowledge.search.index import Index
from knowledge.search.query import read_query
from knowledge.search.ranker import Ranker
from knowledge.search.signals import cheap_signals, costly_signals
from knowledge.search.table import Places, Table, table_of
from knowledge.search.word_vectors import Floats

CANDIDATES = 100
# With a group: the best in it, and fewer of the others, which are to be told apart.
_HERE, _ELSEWHERE = 30, 10


@dataclass(frozen=True)
class Retriever:
    """Finds a question's candidates and describes them by signals, of the costly ones only those `wanted` (None: all)."""

    index: Index
    memory: Memory | None = None
    wanted: frozenset[str] | None = None

    def table(self, text: str, group: str | None = None, *, without: int | None = None) -> Table:
        """The question's candidates, best by base score first; `without` leaves one confirmed question out of the memory."""
        query = read_query(text, self.index)
        signals = cheap_signals(query, self.index)
        cheap = {"base": base_scores(signals)} | signals
        places = _candidates(cheap["base"], self.index, group)
        columns = {name: values[places] for name, values in cheap.items()}
        columns |= costly_signals(query, self.index, places, cheap, self.wanted)
        if self.memory:
            columns |= self.memory.signals(query, places, without=without)
        return table_of(places, columns)


def with_memory(index: Index) -> Retriever:
    """A retriever that remembers the index's own phrasings as confirmed questions."""
    return Retriever(index, memory_of_lines(index))


def retriever_for(ranker: Ranker, index: Index) -> Retriever:
    """A retriever that tells a ranker and the confidence what they ask; no ranker pays for a memory, or a signal, that it does not ask."""
    asked = frozenset(ranker.names)
    return Retriever(index, memory_of_lines(index) if RECALLED & asked else None, asked | TOLD)


def _candidates(base: Floats, index: Index, group: str | None) -> Places:
    """The hundred best; with a group, fewer: the best in it and the best of the others."""
    if group is None:
        return _best(base, np.arange(len(base)), CANDIDATES)
    here = index.groups == group
    return np.concatenate((_best(base, np.flatnonzero(here), _HERE), _best(base, np.flatnonzero(~here), _ELSEWHERE)))


def _best(base: Floats, places: Places, count: int) -> Places:
    """Those of greatest score, best first; to order all of a large corpus would take longer than the rest."""
    if len(places) > count:
        places = np.sort(places[np.argpartition(-base[places], count)[:count]])
    return places[np.argsort(-base[places], kind="stable")]
