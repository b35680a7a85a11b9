"""What the shipped ranker learns from: the product's own entries, asked by phrasings that were taken out of the index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.search.document import Document
from knowledge.search.index import Index, Lexicon
from knowledge.search.retriever import Retriever
from knowledge.search.table import Table
from knowledge.search.word_vectors import Floats

# Each document's phrasings are dealt to four hands; two of the hands are asked, so that the build stays short.
_FOLDS = 4
_ASKED_FOLDS = (0, 2)


@dataclass(frozen=True)
class Lesson:
    """A question's candidates and which of them answer it (1) or don't (0); `here` marks those of the asked group."""

    text: str
    table: Table
    right: Floats
    here: Floats


def bare_lessons(documents: Sequence[Document], lexicon: Lexicon) -> list[Lesson]:
    """A phrasing of every document, asked of an index that holds no phrasings at all, over all groups."""
    index = Index([replace(document, phrasings=()) for document in documents], lexicon)
    asked = [(document, document.phrasings[number % len(document.phrasings)]) for number, document in enumerate(documents) if document.phrasings]
    return [lesson(Retriever(index), text, None, {document.id}) for document, text in asked]


def spoken_lessons(documents: Sequence[Document], lexicon: Lexicon, over: Callable[[Index], Retriever] = Retriever) -> Iterator[Lesson]:
    """Phrasings asked of indexes that hold all but a quarter of the phrasings, within the document's group, by the retriever `over` each index."""
    for fold in _ASKED_FOLDS:
        index = Index([replace(document, phrasings=_kept(document, fold)) for document in documents], lexicon)
        retriever = over(index)
        yield from (lesson(retriever, text, document.group, {document.id}) for document in documents for text in document.phrasings[fold::_FOLDS][:1])


def _kept(document: Document, fold: int) -> tuple[str, ...]:
    return tuple(text for number, text in enumerate(document.phrasings) if number % _FOLDS != fold)


def lesson(retriever: Retriever, text: str, group: str | None, answers: set[str]) -> Lesson:
    """A question with the documents that answer it."""
    table = retriever.table(text, group)
    found = [retriever.index.documents[place] for place in table.places]
    right = np.array([document.id in answers for document in found], dtype=np.float32)
    return Lesson(text, table, right, np.array([group in (None, document.group) for document in found], dtype=np.float32))
