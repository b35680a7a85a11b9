"""BM25 against ten slow lines."""

import math
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search import bm25
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


def near(words):
    return np.array(list(words), dtype=np.int32), np.array(list(words.values()), dtype=np.float32)


@given(documents, questions)
def test_soft_with_identity_is_exact(texts, question):
    counts = count_words(texts, WORDS)
    same = [near({word: 1.0}) for word in question]
    weights = idf_of(counts)[question].astype(np.float32)
    soft = SoftBM25(counts).scores(same, weights)
    assert soft == pytest.approx(slow_bm25(texts, question, SOFT.k1, SOFT.b), abs=1e-4)


def test_a_similar_word_counts_in_part():
    counts = count_words([[0], [1], [2]], 3)
    (same, similar, other) = SoftBM25(counts).scores([near({0: 1.0, 1: 0.5})], np.ones(1, dtype=np.float32))
    assert same > similar > other == 0


@given(documents, questions)
def test_many_documents_are_scored_as_few_are(texts, question):
    soft = SoftBM25(count_words(texts, WORDS))
    asked, weights = [near({word: 1.0, (word + 1) % WORDS: 0.4}) for word in question], np.linspace(0.5, 1.5, len(question), dtype=np.float32)
    with mock.patch.object(bm25, "_FEW_CELLS", -1):
        many = soft.scores(asked, weights)
    assert soft.scores(asked, weights) == pytest.approx(many, abs=1e-5)
