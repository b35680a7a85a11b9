"""Closed-form vector spaces: what a question looks like when its answer is known (docs/search.md has the formulas)."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags

from knowledge.search.word_vectors import Floats, unit

_CONTEXT_SMOOTHING = 0.75
_MOST_PAIRS = 20_000
_SPARE = 10
_POWER_ROUNDS = 2


@dataclass(frozen=True)
class CrossMap:
    """Two maps that bring questions and answers into one space."""

    question: Floats
    answer: Floats


def fit_cca(questions: Floats, answers: Floats, *, width: int = 300, damping: float = 8.0) -> CrossMap:
    """Canonical correlation of question and answer rows, damped; each side times the root of the correlations."""
    questions, answers = _sample(questions), _sample(answers)
    left, right = _whitener(questions, damping), _whitener(answers, damping)
    inner = left @ (questions.T @ answers) @ right
    u, s, vt = np.linalg.svd(inner, full_matrices=False)
    root = np.sqrt(s[:width])
    return CrossMap((left @ u[:, :width] * root).astype(np.float32), (right @ vt[:width].T * root).astype(np.float32))


def fit_ridge(questions: Floats, answers: Floats, *, damping: float = 5.0) -> Floats:
    """The linear map that brings question rows nearest to their answers."""
    questions, answers = _sample(questions), _sample(answers)
    width = questions.shape[1]
    result: Floats = np.linalg.solve(questions.T @ questions + damping * np.eye(width, dtype=np.float32), questions.T @ answers).astype(np.float32)
    return result


def _sample(rows: Floats) -> Floats:
    return rows[:: len(rows) // _MOST_PAIRS + 1]


def _whitener(rows: Floats, damping: float) -> Floats:
    values, vectors = np.linalg.eigh(rows.T @ rows + damping * np.eye(rows.shape[1], dtype=np.float32))
    result: Floats = ((vectors / np.sqrt(np.maximum(values, 1e-6))) @ vectors.T).astype(np.float32)
    return result


def corpus_vectors(units: csr_matrix, *, width: int = 200) -> Floats:
    """Vectors of words (columns) from how they occur together in units (rows): positive PMI, singular vectors, unit rows."""
    sizes = np.asarray(units.sum(axis=1)).ravel()
    fitting = units[(sizes >= 2) & (sizes <= 60)]
    if not fitting.shape[0] or fitting.shape[1] <= width:
        return np.zeros((units.shape[1], width), dtype=np.float32)
    scaled = diags(1 / np.asarray(fitting.sum(axis=1)).ravel()) @ fitting
    together = (fitting.T @ scaled).tocsr()
    together.setdiag(0)
    together.eliminate_zeros()
    left, values = _first_singular(_positive_pmi(together), width)
    return unit((left * np.sqrt(values)).astype(np.float32))


def _first_singular(matrix: csr_matrix, width: int) -> tuple[Floats, Floats]:
    """The first left singular vectors and values, by a randomised range finder (Halko, Martinsson and Tropp 2011)."""
    guess = np.random.default_rng(0).standard_normal((matrix.shape[1], width + _SPARE), dtype=np.float32)
    basis = np.linalg.qr(matrix @ guess)[0]
    for _ in range(_POWER_ROUNDS):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    left, values, _ = np.linalg.svd((matrix.T @ basis).T, full_matrices=False)
    return basis @ left[:, :width], values[:width]


def _positive_pmi(together: csr_matrix) -> csr_matrix:
    row_sums = np.asarray(together.sum(axis=1)).ravel()
    context = np.asarray(together.sum(axis=0)).ravel() ** _CONTEXT_SMOOTHING
    context = context / max(context.sum(), 1e-9)
    rows = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
    expected = row_sums[rows] * context[together.indices]
    pmi = together.copy()
    pmi.data = np.maximum(np.log(np.maximum(together.data, 1e-9) / np.maximum(expected, 1e-9)), 0).astype(np.float32)
    pmi.eliminate_zeros()
    return pmi
