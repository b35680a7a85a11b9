"""Where intents get in each other's way: mistaken in cross-validation, the same words twice, nearly the same words."""

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union

from knowledge.text.normal import normalise, squeeze
from knowledge.text.tokens import tokenise

_FOLDS = 4
_NEAR = 0.8
_SHOWN = 100


@dataclass(frozen=True)
class Mistaken:
    """An example that a model trained on the others takes for another intent."""

    text: str
    intent: str
    taken_for: str


@dataclass(frozen=True)
class Pair:
    """Two examples of different intents that are the same, or nearly."""

    text: str
    intent: str
    other_text: str
    other_intent: str


@dataclass(frozen=True)
class Confusions:
    """The share of examples told right in cross-validation, those mistaken, and pairs that conflict."""

    right: float
    mistaken: tuple[Mistaken, ...]
    pairs: tuple[Pair, ...]

    @property
    def most(self) -> list[tuple[tuple[str, str], int]]:
        """Which intents are taken for which most often."""
        return Counter((found.intent, found.taken_for) for found in self.mistaken).most_common(10)


def find_confusions(examples: Mapping[str, list[str]]) -> Confusions:
    """Cross-validate with the kind of model that bot/config.yml trains (words, character n-grams, logistic regression)."""
    pairs = [(intent, text) for intent, texts in examples.items() if len(texts) >= _FOLDS for text in texts]
    intents, texts = [intent for intent, _ in pairs], [text for _, text in pairs]
    if len(set(intents)) < 2:
        return Confusions(1.0, (), tuple(_conflicts(examples)))
    features = make_union(
        CountVectorizer(tokenizer=_words, token_pattern=None, lowercase=False), CountVectorizer(analyzer="char_wb", ngram_range=(1, 4), preprocessor=normalise)
    )
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        told = cross_val_predict(make_pipeline(features, LogisticRegression(max_iter=100)), texts, intents, cv=folds)
    mistaken = tuple(Mistaken(text, intent, str(found)) for text, intent, found in zip(texts, intents, told, strict=True) if found != intent)
    return Confusions(1 - len(mistaken) / len(texts), mistaken[:_SHOWN], tuple(_conflicts(examples)))


def _words(text: str) -> list[str]:
    return [token.normal for token in tokenise(normalise(text))]


def _conflicts(examples: Mapping[str, list[str]]) -> list[Pair]:
    pairs = [(intent, text) for intent, texts in examples.items() for text in texts if squeeze(text)]
    if len(pairs) < 2:
        return []
    points = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), preprocessor=squeeze).fit_transform([text for _, text in pairs])
    alike = np.triu((points @ points.T).toarray(), 1)
    near = np.argwhere(alike >= _NEAR)
    ordered = sorted(near.tolist(), key=lambda place: -alike[place[0], place[1]])
    return [Pair(pairs[i][1], pairs[i][0], pairs[j][1], pairs[j][0]) for i, j in ordered if pairs[i][0] != pairs[j][0]][:_SHOWN]
