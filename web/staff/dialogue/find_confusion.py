"""How confusions are found: by cross-validation and by comparing letters. Only the job does this; pages show what it kept."""

from collections.abc import Iterator, Mapping

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from knowledge.text.normal import normalise, squeeze
from knowledge.text.tokens import tokenise
from web.staff.dialogue.confusion import Confusions, Mistaken, Pair

_FOLDS = 4
_NEAR = 0.8
_BLOCK = 500
_SHOWN = 100


def find_confusions(examples: Mapping[str, list[str]]) -> Confusions:
    """Cross-validate with the kind of model that bot/config.yml trains (words, character n-grams, a linear classifier)."""
    pairs = [(intent, text) for intent, texts in examples.items() if len(texts) >= _FOLDS for text in texts]
    intents, texts = [intent for intent, _ in pairs], [text for _, text in pairs]
    if len(set(intents)) < 2:
        return Confusions(1.0, (), tuple(_conflicts(examples)))
    features = make_union(
        CountVectorizer(tokenizer=_words, token_pattern=None, lowercase=False), CountVectorizer(analyzer="char_wb", ngram_range=(1, 4), preprocessor=normalise)
    )
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    told = cross_val_predict(make_pipeline(features, LinearSVC(C=0.5, max_iter=10_000, random_state=0)), texts, intents, cv=folds)
    mistaken = tuple(Mistaken(text, intent, str(found)) for text, intent, found in zip(texts, intents, told, strict=True) if found != intent)
    return Confusions(1 - len(mistaken) / len(texts), mistaken[:_SHOWN], tuple(_conflicts(examples)))


def _words(text: str) -> list[str]:
    return [token.normal for token in tokenise(normalise(text))]


def _conflicts(examples: Mapping[str, list[str]]) -> list[Pair]:
    pairs = [(intent, text) for intent, texts in examples.items() for text in texts if squeeze(text)]
    if len(pairs) < 2:
        return []
    points = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), preprocessor=squeeze, dtype=np.float32).fit_transform([text for _, text in pairs])
    found = [(score, Pair(pairs[i][1], pairs[i][0], pairs[j][1], pairs[j][0])) for i, j, score in _near(points) if pairs[i][0] != pairs[j][0]]
    return [pair for _, pair in sorted(found, key=lambda item: -item[0])][:_SHOWN]


def _near(points: csr_matrix) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows that are nearly alike, each once; a block of rows at a time, so that memory stays small."""
    for first in range(0, points.shape[0], _BLOCK):
        alike = (points[first : first + _BLOCK] @ points.T).toarray()
        for row, other in np.argwhere(alike >= _NEAR).tolist():
            if other > first + row:
                yield first + row, other, float(alike[row, other])
