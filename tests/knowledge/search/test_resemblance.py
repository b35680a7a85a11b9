"""Which of an index's words resemble a word does not hang on what was asked with it or before."""

import numpy as np
import pytest

from knowledge.search.resemblance import Resemblances
from knowledge.search.word_vectors import unit

CHANCE = np.random.default_rng(0)
WORDS = unit(CHANCE.standard_normal((40, 300)).astype(np.float32))


@pytest.mark.parametrize("beside", range(1, 6))
def test_a_word_with_the_same_vector_is_the_same_word(beside):
    vectors = np.vstack((WORDS[7] * np.float32(0.9999999), CHANCE.standard_normal((beside, 300)).astype(np.float32) / 20))
    names = [f"語{number}" for number in range(len(vectors))]
    places, alike = Resemblances(WORDS).of(names, vectors, np.full(len(vectors), -1, dtype=np.int32))[0]
    assert dict(zip(places.tolist(), alike.tolist(), strict=True))[7] == 1


def test_a_word_of_the_index_is_itself_and_near_words_are_less():
    words = unit(np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]], dtype=np.float32))
    places, alike = Resemblances(words).of(["語"], np.zeros((1, 3), dtype=np.float32), np.array([2], dtype=np.int32))[0]
    assert (places.tolist(), alike.tolist()) == ([2], [1])
    places, alike = Resemblances(words).of(["語"], words[:1], np.array([-1], dtype=np.int32))[0]
    assert places.tolist() == [0, 1] and alike.tolist() == pytest.approx([1, 0.8])


def test_the_indexs_own_words_are_worked_out_once_and_are_the_same():
    asked, own = Resemblances(WORDS), Resemblances(WORDS)
    own.work_out_own()
    known = np.arange(len(WORDS), dtype=np.int32)
    names = [f"語{number}" for number in known]
    # An own word's vector is not even looked at any more.
    pairs = zip(asked.of(names, WORDS, known), own.of(names, np.zeros_like(WORDS), known), strict=True)
    assert all(one[0].tolist() == other[0].tolist() and one[1] == pytest.approx(other[1], abs=1e-6) for one, other in pairs)
