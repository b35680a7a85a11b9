"""The index: everything about the documents that does not depend on the question, computed once."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.errors import SearchError
from knowledge.search.analysis import Analyser
from knowledge.search.bm25 import BM25, SOFT, SoftBM25, idf_of, length_norms
from knowledge.search.boilerplate import sentences_of
from knowledge.search.dense import corpus_vectors, fit_cca, fit_ridge
from knowledge.search.document import Document
from knowledge.search.encoder import Encode
from knowledge.search.field import Fields, read_fields, word_units
from knowledge.search.grams import GramIndex, packed_grams
from knowledge.search.parts import Parts
from knowledge.search.reading import Kept, Readings
from knowledge.search.resemblance import Resemblances
from knowledge.search.speller import Speller
from knowledge.search.word_vectors import Floats, WordVectors, first_directions, unit, without_directions

_MEAN_SHARE = 0.7
_COMMON_DIRECTIONS = 3
# In a larger corpus what grows with the square, or with every letter of the answers, is left out.
LARGE = 20_000

_BODY_SHARE = np.float32(0.7)


@dataclass(frozen=True)
class Lexicon:
    """What is known of words: analyser (with the synonym table), word vectors, and the operator's encoder where one is set."""

    analyser: Analyser
    vectors: WordVectors
    encode: Encode | None = None


class Index:
    """Built once, read by many threads; never changed."""

    def __init__(self, documents: Sequence[Document], lexicon: Lexicon, readings: Readings | None = None) -> None:
        """`readings`: what an earlier build has read, so that only new texts are read now."""
        if not documents:
            raise SearchError("検索する項目がありません")
        self.documents = tuple(documents)
        self.lexicon = lexicon
        readings = readings or Readings(lexicon.analyser)
        self.fields: Fields = read_fields(self.documents, readings)
        self.idf = idf_of(self.fields.everything)
        self.unseen_idf = float(np.log(1 + (len(self.documents) + 0.5) / 0.5))
        self.speller = Speller([readings.of(text) for document in self.documents for text in (*document.lines, *document.names)])
        self._build_words(readings)
        self._build_exact(readings)
        self._build_spaces()

    def _build_words(self, readings: Readings) -> None:
        raw = self.lexicon.vectors.lookup(list(self.fields.vocabulary))
        known = raw.any(axis=1)
        self.word_mean: Floats = raw[known].mean(axis=0) * _MEAN_SHARE if known.any() else np.zeros(raw.shape[1], dtype=np.float32)
        self.words = self.centred(raw)
        self.resemblances = Resemblances(self.words)
        kept = readings.kept_vectors(self.fields.vocabulary)
        corpus = corpus_vectors(word_units(self.fields)) if kept is None else kept
        self.topic_words = np.hstack((self.words, corpus)) / np.float32(np.sqrt(2))

    def keep(self, readings: Readings) -> Kept:
        """What this build leaves for the next."""
        return Kept(readings.used, self.fields.vocabulary, self.topic_words[:, self.words.shape[1] :] * np.float32(np.sqrt(2)))

    def without_lexicon(self) -> "Index":
        """A copy for the shelf: what is known of words in general is not part of it."""
        bare = copy(self)
        bare.__dict__.pop("lexicon")
        return bare

    def with_lexicon(self, lexicon: Lexicon) -> "Index":
        """The same index, reading questions with a lexicon."""
        full = copy(self)
        full.lexicon = lexicon
        return full

    def complete(self) -> "Index":
        """Compute what is otherwise computed at the first question."""
        _ = self.neighbours, self.priors, self.groups, self.encoded
        self.resemblances.work_out_own()
        return self

    @property
    def is_bare(self) -> bool:
        """Whether the documents come without phrasings."""
        return bool(self.fields.lines.shape[0] < 2 * len(self.documents))

    def centred(self, raw: Floats) -> Floats:
        """Word vectors without most of their mean, at length 1; unknown words stay zero."""
        return unit(np.where(raw.any(axis=1, keepdims=True), raw - self.word_mean, 0))

    def _build_exact(self, readings: Readings) -> None:
        self.bm25 = {name: BM25(counts, self.idf) for name, counts in self._counts.items()}
        self.soft = SoftBM25(self.fields.everything)
        self.norms = {name: length_norms(self._counts[name], SOFT) for name in ("line", "body")}
        whole = [self._whole_text(document, readings) for document in self.documents]
        self.grams_everything = GramIndex([packed_grams(text) for text in whole])
        self.grams_lines = GramIndex([readings.of(line).grams for document in self.documents for line in document.lines])

    def _whole_text(self, document: Document, readings: Readings) -> str:
        """A document's texts in their one spelling; a large corpus leaves the answers out."""
        answer = sentences_of(document.answer) if len(self.documents) <= LARGE else []
        parts = (*document.lines, *document.lines[:1] * 2, *document.names, *answer)
        return " ".join(readings.of(part).folded for part in parts)

    @property
    def _counts(self) -> dict[str, csr_matrix]:
        return {"all": self.fields.everything, "line": self.fields.lines, "body": self.fields.body}

    def _build_spaces(self) -> None:
        self.line_words = _once(self.fields.lines)
        self.line_mass: Floats = np.maximum(self.line_words @ self.idf, 1e-6)
        self.line_parts, self.sentence_parts = Parts(self.fields.line_counts), Parts(self.fields.sentence_counts)
        lines = self.centroids(self.fields.lines)
        self.spoken = self._spoken()
        questions = self.centroids(self.spoken)
        bodies = self.centroids(self.fields.body)
        self.directions = first_directions(np.vstack((questions, bodies)), _COMMON_DIRECTIONS)
        self.line_points, self.question_points, self.body_points = (without_directions(rows, self.directions) for rows in (lines, questions, bodies))
        # A large corpus works its sentences' places out when asked, so as not to hold them all.
        self.sentence_points = None if len(self.documents) > LARGE else self._sentences_of(self.fields.sentences)
        whole = self.question_points + _BODY_SHARE * self.body_points
        self.whole_points: Floats = (whole / np.maximum(np.linalg.norm(whole, axis=1, keepdims=True), 1e-6)).astype(np.float32)
        self.cca = fit_cca(self.question_points, self.body_points)
        self.cca_points = unit(unit(self.body_points @ self.cca.answer) + unit(self.question_points @ self.cca.question))
        self.ridge = fit_ridge(self.question_points, self.body_points)

    def _sentences_of(self, counts: csr_matrix) -> Floats:
        return without_directions(self.centroids(counts), self.directions)

    def read_sentences(self, rows: NDArray[np.int64]) -> Floats:
        """The places of some sentences, worked out anew."""
        return self._sentences_of(self.fields.sentences[rows])

    def _spoken(self) -> csr_matrix:
        """All lines of a document as one text."""
        owner = self.line_parts.owner
        gather = csr_matrix((np.ones(len(owner), dtype=np.float32), (owner, np.arange(len(owner)))), shape=(len(self.documents), len(owner)))
        return (gather @ self.fields.lines).tocsr()

    def centroids(self, counts: csr_matrix) -> Floats:
        """The idf-weighted direction of each row's distinct words."""
        weights = counts.copy()
        weights.data = self.idf[counts.indices]
        return unit(weights @ self.topic_words)

    @cached_property
    def neighbours(self) -> csr_matrix:
        """Each document's twenty nearest by topic, rows summing to 1."""
        return _nearest(self.whole_points, 20)

    def best_line(self, scores: Floats) -> Floats:
        """The best line's score of each document."""
        result: Floats = np.maximum.reduceat(scores, self.line_parts.first)
        return result

    @cached_property
    def priors(self) -> dict[str, Floats]:
        """What is known of a document before any question: how long its texts are, how special its words, how central it is."""
        idf = np.asarray(self.line_words @ self.idf, dtype=np.float32)[self.line_parts.first]
        words = np.diff(self.line_words.indptr)[self.line_parts.first]
        sizes = {name: np.log1p(np.asarray(counts.sum(axis=1), dtype=np.float32).ravel()) for name, counts in self._counts.items() if name != "line"}
        return {
            "long_all": sizes["all"],
            "long_body": sizes["body"],
            "long_question": np.log1p(words).astype(np.float32),
            "special_question": (idf / np.maximum(words, 1)).astype(np.float32),
            "central": np.bincount(self.neighbours.indices, minlength=len(self.documents)).astype(np.float32),
        }

    @cached_property
    def encoded(self) -> Floats | None:
        """Each document in the encoder's space; None without an encoder."""
        encode = self.lexicon.encode
        return encode([f"{document.question}\n{document.answer}" for document in self.documents]) if encode else None

    @cached_property
    def groups(self) -> NDArray[np.str_]:
        """Each document's municipality; empty without one."""
        return np.array([document.group or "" for document in self.documents])


def _once(counts: csr_matrix) -> csr_matrix:
    present = counts.copy()
    present.data = np.ones_like(present.data)
    return present


def _nearest(points: Floats, count: int) -> csr_matrix:
    count = min(count, len(points) - 1)
    if count < 1 or len(points) > LARGE:
        return csr_matrix((len(points), len(points)), dtype=np.float32)
    alike = points @ points.T
    np.fill_diagonal(alike, -1)
    nearest = np.argpartition(-alike, count - 1, axis=1)[:, :count]
    rows = np.repeat(np.arange(len(points)), count)
    return csr_matrix((np.full(len(rows), 1 / count, dtype=np.float32), (rows, nearest.ravel())), shape=(len(points), len(points)))
