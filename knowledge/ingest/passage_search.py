"""Passages for staff: the places of a municipality's documents that hold what they look for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Engine

from knowledge.ingest.passage import Passage
from knowledge.ingest.passage_store import read_passages
from knowledge.search.bm25 import BM25, count_words, idf_of
from knowledge.search.word_vectors import Floats
from knowledge.text.tokens import topic_words


@dataclass(frozen=True)
class FoundPassage:
    """A passage with its document and how well it fits; scores compare within one search only."""

    passage: Passage
    title: str
    as_of: str
    score: float


def find_passages(engine: Engine, text: str, municipality: str, *, limit: int = 10) -> tuple[FoundPassage, ...]:
    """The passages that share words with the text, best first; none before a document was taken in."""
    stored = read_passages(engine, municipality)
    words = topic_words(text)
    if not stored or not words:
        return ()
    scores = _scores([one.words for one in stored], words)
    best = [int(place) for place in np.argsort(-scores, kind="stable")[:limit] if scores[place] > 0]
    return tuple(FoundPassage(stored[place].passage, stored[place].title, stored[place].as_of, float(scores[place])) for place in best)


def _scores(documents: Sequence[Sequence[str]], words: Sequence[str]) -> Floats:
    numbers = {word: number for number, word in enumerate(dict.fromkeys(word for document in documents for word in document))}
    counts = count_words([[numbers[word] for word in document] for document in documents], len(numbers))
    asked = np.array([numbers[word] for word in dict.fromkeys(words) if word in numbers], dtype=np.int32)
    return BM25(counts, idf_of(counts)).scores(asked, np.ones(len(asked), dtype=np.float32))
