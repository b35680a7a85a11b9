"""All that the shipped rankers are fitted on, with an operator's encoder and without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.search.training import Lesson

_SIGNAL = "encoder"


@dataclass(frozen=True)
class Lessons:
    """Lessons of each kind of corpus, and the graded questions of the fit part."""

    bare: Sequence[Lesson]
    spoken: Sequence[Lesson]
    graded: Sequence[Lesson]

    def without_encoder(self) -> "Lessons":
        """The same, as they are where no encoder is set."""
        return Lessons(_without(self.bare), _without(self.spoken), _without(self.graded))


def _without(lessons: Sequence[Lesson]) -> list[Lesson]:
    return [replace(lesson, table=lesson.table.without({_SIGNAL})) for lesson in lessons]
