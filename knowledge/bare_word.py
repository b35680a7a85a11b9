"""A bare word for a message (「ドローン」「予約のこと」): where several entries speak of it, only the resident knows which is meant."""

import re
from collections.abc import Iterable

from knowledge.aspect import Aspect
from knowledge.entry import Entry
from knowledge.question import Question
from knowledge.text.normal import squeeze

_AROUND = re.compile(r"(のこと|について|に関して)?(です)?$")
_EMPTY = frozenset(("こと", "事", "つく", "関係"))

# With two, the nearer one is as good an answer as asking back.
_SEVERAL = 3


def entries_on(question: Question, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries whose question holds the bare word that a message consists of; none unless there are several."""
    word = _AROUND.sub("", squeeze(question.text))
    words = [topic for topic in question.words if topic not in _EMPTY]
    alone = len(words) == 1 and question.aspect is Aspect.WHAT and not question.contrasts and not question.points_back and not question.years
    if not alone or squeeze(words[0]) != word:
        return ()
    found = tuple(entry for entry in entries if word in squeeze(entry.question))
    return found if len(found) >= _SEVERAL else ()
