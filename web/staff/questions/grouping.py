"""How what waits in the inbox is grouped by meaning: clustering on the search's own reading. Only the job does this."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfTransformer
from sqlalchemy import Engine, delete

from knowledge.search.analysis import Analyser
from knowledge.search.synonym_file import read_synonyms
from knowledge.store import now, transaction
from web.kept_words.places import LABEL_LENGTH
from web.staff.questions.theme import GroupingRow, ThemeRow
from web.staff.questions.unanswered import Asked, unanswered

# So many wordings are grouped, the most frequent ones; the page tells how many are left out.
MOST = 4_000
# Texts clustered together at once; the rest joins the nearest theme (memory and time grow with the square).
_CORE = 2_500
# Measured on the graded questions of five cities (tests/web/staff/questions/test_grouping.py): wordings of one question fall below, others above.
_FAR = 0.62
_MEMBERS = 100


def group_inbox(engine: Engine, municipality: str) -> int:
    """Group what waits in a city anew; returns how many themes there are."""
    asked = unanswered(engine, municipality)
    themes, left_out = grouped(asked[:MOST]), asked[MOST:]
    with transaction(engine) as session:
        session.execute(delete(ThemeRow).where(ThemeRow.municipality == municipality))
        session.add_all(_row(municipality, members) for members in themes)
        left_out_questions = sum(item.count for item in left_out)
        session.merge(GroupingRow(municipality=municipality, at=now(), left_out=len(left_out), left_out_questions=left_out_questions))
    return len(themes)


def grouped(asked: Sequence[Asked]) -> list[list[Asked]]:
    """Questions by meaning, biggest group first, most frequent question first in each."""
    if not asked:
        return []
    groups: dict[int, list[Asked]] = {}
    for label, item in zip(_labels(asked), asked, strict=True):
        groups.setdefault(int(label), []).append(item)
    for members in groups.values():
        members.sort(key=lambda item: -item.count)
    return sorted(groups.values(), key=lambda members: -sum(item.count for item in members))


def _labels(asked: Sequence[Asked]) -> NDArray[np.int64]:
    points = features([item.text for item in asked])
    core = points[:_CORE]
    labels = _cluster(core)
    if points.shape[0] <= _CORE:
        return labels
    likeness = points[_CORE:] @ core.T
    nearest = np.asarray(likeness.argmax(axis=1)).ravel()
    best = np.asarray(likeness.max(axis=1).todense()).ravel()
    alone = labels.max() + 1 + np.arange(len(nearest))
    return np.concatenate((labels, np.where(best >= 1 - _FAR, labels[nearest], alone)))


def _cluster(points: csr_matrix) -> NDArray[np.int64]:
    if points.shape[0] == 1:
        return np.zeros(1, dtype=np.int64)
    distances = np.clip(1 - (points @ points.T).toarray(), 0, 1)
    clustering = AgglomerativeClustering(n_clusters=None, distance_threshold=_FAR, metric="precomputed", linkage="average")
    labels: NDArray[np.int64] = clustering.fit_predict(distances)
    return labels


def features(texts: Sequence[str]) -> csr_matrix:
    """The search's own reading of texts (words with their weights, synonyms as one), as unit rows."""
    analyser = Analyser(read_synonyms())
    vocabulary: dict[str, int] = {}
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        terms = analyser.terms(text).distinct()
        for word, weight in zip(terms.words, terms.weights, strict=True):
            rows.append(row)
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
            values.append(weight)
    counts = csr_matrix((values, (rows, columns)), shape=(len(texts), max(1, len(vocabulary))), dtype=np.float32)
    return TfidfTransformer(sublinear_tf=False).fit_transform(counts)


def _row(municipality: str, members: Sequence[Asked]) -> ThemeRow:
    why: Counter[str] = Counter()
    for item in members:
        why[item.why] += item.count
    return ThemeRow(
        municipality=municipality,
        label=members[0].text[:LABEL_LENGTH],
        count=sum(item.count for item in members),
        this_week=sum(item.this_week for item in members),
        last_week=sum(item.last_week for item in members),
        why=dict(why),
        members=[asdict(item) | {"key": item.key} for item in members[:_MEMBERS]],
        at=now(),
    )
