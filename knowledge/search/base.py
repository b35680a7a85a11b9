"""The base score: a short sum that picks the candidates, and ranks where no fitted ranker is at hand."""

from collections.abc import Mapping

import numpy as np

from knowledge.search.table import standard
from knowledge.search.word_vectors import Floats

# Round numbers, the same for every corpus (docs/search.md: how they were chosen and what each term brings).
BASE = {"soft_all": 1.0, "answer_space": 1.0, "topic_whole": 0.5, "answer_map": 0.3, "letters_all": 0.2}
_WEIGHTS: Floats = np.array(list(BASE.values()), dtype=np.float32)


def base_scores(signals: Mapping[str, Floats]) -> Floats:
    """One score per document, comparable within a question only."""
    result: Floats = standard(np.column_stack([signals[name] for name in BASE])) @ _WEIGHTS
    return result
