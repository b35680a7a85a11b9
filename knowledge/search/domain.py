"""Whether a question is of the city's world at all: a logistic model on word vectors, told apart from the negatives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from knowledge.search.index import Lexicon
from knowledge.search.word_vectors import Floats, unit

_STRENGTH = 3.0
_FOLDS = 5


@dataclass(frozen=True)
class Domain:
    """Weights over word vectors; without weights every question counts as at home."""

    weights: tuple[float, ...] = ()
    intercept: float = 0.0

    def score(self, text: str, lexicon: Lexicon) -> float:
        """Above 0: a question for the city; below: of another world (cooking, weather, small talk)."""
        if not self.weights:
            return 0.0
        return float(domain_points([text], lexicon)[0] @ np.array(self.weights, dtype=np.float32) + self.intercept)


def domain_points(texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Each text's mean word vector at length 1, nouns before verbs; zeros where no word is known."""
    return unit(np.array([_mean(text, lexicon) for text in texts], dtype=np.float32))


def _mean(text: str, lexicon: Lexicon) -> Floats:
    terms = lexicon.analyser.terms(text)
    result: Floats = np.array(terms.weights, dtype=np.float32) @ lexicon.vectors.lookup(terms.words)
    return result


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
