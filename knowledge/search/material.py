"""What confidence is fitted, calibrated and thresholded on: questions asked once, and put forward by one judge after another."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.search.asker import Asked, Asker, graded_trials
from knowledge.search.fit_confidence import Trial
from knowledge.search.graded import Graded, of_part
from knowledge.search.training import Lesson
from knowledge.search.trials import Judge, lesson_trials, negative_lessons, trials_of

_ELSEWHERE_WEIGHT = 0.5
_EVERY = 5


@dataclass(frozen=True)
class Material:
    """`spoken` are phrasings held out of the index; `fit` and `calibrate` graded questions; nothing in `elsewhere` and `negatives` has an answer."""

    asker: Asker
    spoken: Sequence[Lesson]
    fit: Asked
    calibrate: Asked
    elsewhere: Sequence[Lesson]
    negatives: Sequence[Lesson]

    def asked(self, judge: Judge) -> list[Trial]:
        """What residents may ask their own city, without what is kept to calibrate."""
        graded = graded_trials(self.asker, self.fit, judge)
        return [*lesson_trials(self.spoken, judge), *graded, *trials_of(self.negatives[::2], judge, "negative")]

    def to_fit(self, judge: Judge) -> list[Trial]:
        """The same, and what is asked of the wrong city."""
        return [*self.asked(judge), *trials_of(self.elsewhere, judge, "elsewhere", weight=_ELSEWHERE_WEIGHT)]

    def held(self, judge: Judge) -> list[Trial]:
        """Graded questions that nothing was fitted on, in the proportions in which they are asked; phrasings where there are none."""
        return graded_trials(self.asker, self.calibrate, judge) or list(lesson_trials(self.spoken[::_EVERY], judge))

    def to_calibrate(self, judge: Judge) -> list[Trial]:
        """What is held, and the other half of the negatives. The wrong city is asked far less often than it is tried here, so that is left out."""
        return [*self.held(judge), *trials_of(self.negatives[1::2], judge, "negative")]


def gather(asker: Asker, spoken: Sequence[Lesson], graded: Sequence[Graded]) -> Material:
    """Ask everything once."""
    fit, calibrate = (asker.lessons(of_part(graded, part)) for part in ("fit", "calibrate"))
    negatives = negative_lessons(asker.retriever, sorted(asker.catalogue.municipalities))
    return Material(asker, spoken, fit, calibrate, list(asker.elsewhere()), negatives)
