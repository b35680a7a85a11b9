"""Which ranker serves: the stack with the memory of confirmed questions has to show that it finds more than the linear ranker."""

from collections.abc import Sequence

import numpy as np

from knowledge.search.confirmed import RECALLED
from knowledge.search.fit_ranker import fit_linear
from knowledge.search.fit_stack import fit_stack
from knowledge.search.ranker import LinearRanker, Ranker
from knowledge.search.stack import Stack
from knowledge.search.training import Lesson

# What the linear ranker does as well without where documents have phrasings (docs/search.md).
SPARED = frozenset("exact_all exact_body exact_nouns exact_verbs soft_body topic_question topic_body neighbours".split())

# So much more often must the right entry come first; less may be chance.
_WORTH = 0.01


def fit_plain(lessons: Sequence[Lesson]) -> LinearRanker:
    """The linear ranker, which asks no memory and few signals."""
    return fit_bare(lessons, RECALLED | SPARED)


def fit_bare(lessons: Sequence[Lesson], spared: frozenset[str] = RECALLED) -> LinearRanker:
    """The linear ranker for documents without phrasings, which leave it more to ask."""
    return fit_linear([lesson.table.without(spared) for lesson in lessons], [lesson.right for lesson in lessons])


def fit_learned(lessons: Sequence[Lesson]) -> Stack:
    """The stack."""
    return fit_stack([lesson.table for lesson in lessons], [lesson.right for lesson in lessons])


def fit_better(lessons: Sequence[Lesson]) -> LinearRanker | Stack:
    """Both on one half of the lessons, asked the other half; what does better there is fitted on all."""
    halves = lessons[::2], lessons[1::2]
    plain, learned = (first_right(fit(halves[0]), halves[1]) for fit in (fit_plain, fit_learned))
    return fit_learned(lessons) if learned >= plain + _WORTH else fit_plain(lessons)


def first_right(ranker: Ranker, lessons: Sequence[Lesson]) -> float:
    """The share of lessons whose best candidate of the asked group is a right one."""
    return float(np.mean([_best_is_right(ranker, lesson) for lesson in lessons])) if lessons else 0.0


def _best_is_right(ranker: Ranker, lesson: Lesson) -> bool:
    scores = np.where(lesson.here > 0, ranker.scores(lesson.table), -np.inf)
    return bool(lesson.right[np.argmax(scores)])
