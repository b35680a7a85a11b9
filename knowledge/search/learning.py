"""Learning from graded questions: they become the index's memory, and the stack is fitted on them."""

from collections.abc import Sequence

import numpy as np

from knowledge.search.artefacts import BARE, SPOKEN, load_linear, search_folder
from knowledge.search.confirmed import Confirmed, memory_of
from knowledge.search.fit_stack import fit_stack
from knowledge.search.index import Index
from knowledge.search.retriever import Retriever
from knowledge.search.stack import Stack
from knowledge.search.table import Table
from knowledge.search.word_vectors import Floats


def learn(index: Index, confirmed: Sequence[Confirmed]) -> tuple[Retriever, Stack]:
    """A retriever that remembers the questions and a stack fitted on them, each question without its own memory."""
    retriever = Retriever(index, memory_of(confirmed, index))
    tables = [retriever.table(question.text, without=number) for number, question in enumerate(confirmed)]
    grades = [grades_of(table, question, index) for table, question in zip(tables, confirmed, strict=True)]
    advisers = [ranker for name in (BARE, SPOKEN) if (ranker := load_linear(search_folder(), name))]
    return retriever, fit_stack(tables, grades, advisers=advisers)


def grades_of(table: Table, question: Confirmed, index: Index) -> Floats:
    """Each candidate's grade for a question; 0 where it was not judged."""
    return np.array([question.grades.get(index.documents[place].id, 0) for place in table.places], dtype=np.float32)
