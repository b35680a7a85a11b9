"""How the city's world is learned: from questions inside it and outside it."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from knowledge.search.domain import Domain, domain_points
from knowledge.search.index import Lexicon
from knowledge.search.word_vectors import Floats

_STRENGTH = 3.0
_FOLDS = 5


def fit_domain(inside: Sequence[str], outside: Sequence[str], lexicon: Lexicon) -> Domain:
    """Fit on questions of the city's world and of others."""
    model = _fit(domain_points([*inside, *outside], lexicon), _marks(inside, outside))
    return Domain(tuple(model.coef_[0].tolist()), float(model.intercept_[0]))


def held_out_scores(inside: Sequence[str], outside: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Each text's score under a model that was fitted without it: what confidence may be fitted on."""
    texts, points, marks = [*inside, *outside], domain_points([*inside, *outside], lexicon), _marks(inside, outside)
    scores: dict[str, float] = {}
    for known, asked in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(points, marks):
        told = _fit(points[known], marks[known]).decision_function(points[asked])
        scores |= {texts[place]: float(value) for place, value in zip(asked, told, strict=True)}
    return scores


def _marks(inside: Sequence[str], outside: Sequence[str]) -> Floats:
    return np.array([1] * len(inside) + [0] * len(outside), dtype=np.float32)


def _fit(points: Floats, marks: Floats) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced").fit(points, marks)
