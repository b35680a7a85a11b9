"""The fields of all documents as word counts: the lines, the body and everything together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from knowledge.search.bm25 import count_words
from knowledge.search.boilerplate import sentences_of, without_boilerplate
from knowledge.search.document import Document
from knowledge.search.reading import Readings

_LINE_SHARE = 3


@dataclass(frozen=True)
class Fields:
    """Word counts by field. `line_counts` and `sentence_counts` tell how many each document has; its first line is its question."""

    vocabulary: dict[str, int]
    pos_weight: NDArray[np.float32]
    lines: csr_matrix
    line_counts: NDArray[np.int64]
    body: csr_matrix
    everything: csr_matrix
    sentences: csr_matrix
    sentence_counts: NDArray[np.int64]


class _Numberer:
    def __init__(self, readings: Readings) -> None:
        self.vocabulary: dict[str, int] = {}
        self._readings = readings
        self.weights: list[float] = []

    def read(self, text: str) -> list[int]:
        read = self._readings.of(text)
        for word, weight in zip(read.words, read.weights, strict=True):
            if word not in self.vocabulary:
                self.vocabulary[word] = len(self.vocabulary)
                self.weights.append(weight)
        return [self.vocabulary[word] for word in read.words]


def read_fields(documents: Sequence[Document], readings: Readings) -> Fields:
    """Analyse every document."""
    number = _Numberer(readings)
    lines = [[number.read(line) for line in document.lines] for document in documents]
    names = [[word for name in document.names for word in number.read(name)] for document in documents]
    sentences = [[number.read(sentence) for sentence in sentences_of(document.answer) or [""]] for document in documents]
    kept = without_boilerplate([document.answer for document in documents])
    body = [[word for sentence in sentences_of(text) for word in number.read(sentence)] for text in kept]
    width = len(number.vocabulary)
    everything = [_everything(*parts) for parts in zip(lines, names, sentences, strict=True)]
    flat_lines = [line for group in lines for line in group]
    flat_sentences = [sentence for group in sentences for sentence in group]
    return Fields(
        vocabulary=number.vocabulary,
        pos_weight=np.array(number.weights, dtype=np.float32),
        lines=count_words(flat_lines, width),
        line_counts=np.array([len(group) for group in lines], dtype=np.int64),
        body=count_words(body, width),
        everything=count_words(everything, width),
        sentences=count_words(flat_sentences, width),
        sentence_counts=np.array([len(group) for group in sentences], dtype=np.int64),
    )


def _everything(lines: list[list[int]], names: list[int], sentences: list[list[int]]) -> list[int]:
    """Lines weigh at least as much as three questions would."""
    spoken = [word for line in lines for word in line] + lines[0] * max(0, _LINE_SHARE - len(lines))
    return spoken + names + [word for sentence in sentences for word in sentence]


def word_units(fields: Fields) -> csr_matrix:
    """The units in which words count as occurring together: lines, sentences, and a question with its answer; words counted once."""
    units = vstack([fields.lines, fields.sentences, fields.everything]).tocsr()
    units.data = np.ones_like(units.data)
    return units
