"""A stack comes out of its file as it went in."""

import numpy as np
import pytest

from knowledge.errors import SearchError
from knowledge.search.artefacts import SPOKEN, load_ranker, save_ranker
from knowledge.search.fit_stack import fit_stack
from knowledge.search.ranker import UNFITTED
from tests.knowledge.search.test_fit_stack import tables


@pytest.fixture(scope="module")
def stack():
    return fit_stack(*tables(), advisers=(UNFITTED,))


def test_what_is_read_scores_the_same(stack, tmp_path):
    save_ranker(tmp_path, SPOKEN, stack)
    asked, _ = tables()
    assert np.array_equal(load_ranker(tmp_path, SPOKEN).scores(asked[0]), stack.scores(asked[0]))


def test_a_linear_ranker_takes_its_place(stack, tmp_path):
    save_ranker(tmp_path, SPOKEN, stack)
    save_ranker(tmp_path, SPOKEN, UNFITTED)
    assert load_ranker(tmp_path, SPOKEN) == UNFITTED


def test_a_damaged_file_is_named(stack, tmp_path):
    save_ranker(tmp_path, SPOKEN, stack)
    path = tmp_path / f"{SPOKEN}.npz"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SearchError, match="作り直せます"):
        load_ranker(tmp_path, SPOKEN)
