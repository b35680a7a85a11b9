"""Learning from confirmed questions: they become the index's memory, and the stack is fitted on them."""

from collections.abc import Sequence

import numpy as np

from knowledge.search.artefacts import BARE, SPOKEN, load_ranker, search_folder
from knowledge.search.confirmed import Confirmed, Memory
from knowledge.search.index import Index
from knowledge.search.retriever import Retriever
from knowledge.search.stack import Stack
from knowledge.search.table import Table
from knowledge.search.word_vectors import Floats


def learn(index: Index, confirmed: Sequence[Confirmed]) -> tuple[Retriever, Stack]:
    """A retriever that remembers the questions and a stack fitted on them, each question without its own memory."""
    retriever = Retriever(index, Memory(confirmed, index))
    tables = [retriever.table(question.text, without=number) for number, question in enumerate(confirmed)]
    grades = [grades_of(table, question, index) for table, question in zip(tables, confirmed, strict=True)]
    shipped = [ranker for name in (BARE, SPOKEN) if (ranker := load_ranker(search_folder(), name))]
    return retriever, Stack(tables, grades, shipped=shipped)


def grades_of(table: Table, question: Confirmed, index: Index) -> Floats:
    """Each candidate's grade for a question; 0 where it was not judged."""
    return np.array([question.grades.get(index.documents[place].id, 0) for place in table.places], dtype=np.float32)
