"""BM25 against ten slow lines."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from knowledge.search.bm25 import BM25, EXACT, SOFT, SoftBM25, count_words, idf_of

WORDS = 6
documents = st.lists(st.lists(st.integers(0, WORDS - 1), max_size=8), min_size=1, max_size=6)
questions = st.lists(st.integers(0, WORDS - 1), max_size=4, unique=True)


def slow_bm25(texts, question, k1, b):
    mean = max(sum(map(len, texts)) / len(texts), 1)
    scores = []
    for text in texts:
        score = 0.0
        for word in question:
            holders = sum(word in other for other in texts)
            idf = math.log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
            score += idf * text.count(word) * (k1 + 1) / (text.count(word) + k1 * (1 - b + b * len(text) / mean))
        scores.append(score)
    return scores


@given(documents, questions)
def test_exact_is_the_textbook_formula(texts, question):
    counts = count_words(texts, WORDS)
    fast = BM25(counts, idf_of(counts)).scores(np.array(question, dtype=np.int32), np.ones(len(question), dtype=np.float32))
    assert fast == pytest.approx(slow_bm25(texts, question, EXACT.k1, EXACT.b), abs=1e-4)


@given(documents, questions)
def test_soft_with_identity_is_exact(texts, question):
    counts = count_words(texts, WORDS)
    same = csr_matrix((np.ones(len(question), dtype=np.float32), (range(len(question)), question)), shape=(len(question), WORDS))
    weights = idf_of(counts)[question].astype(np.float32)
    soft = SoftBM25(counts).scores(same, weights)
    assert soft == pytest.approx(slow_bm25(texts, question, SOFT.k1, SOFT.b), abs=1e-4)


def test_a_similar_word_counts_in_part():
    counts = count_words([[0], [1], [2]], 3)
    alike = csr_matrix(np.array([[1.0, 0.5, 0.0]], dtype=np.float32))
    (same, similar, other) = SoftBM25(counts).scores(alike, np.ones(1, dtype=np.float32))
    assert same > similar > other == 0
