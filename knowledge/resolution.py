"""How a question ended: one enumeration for every channel, log and report (design §5)."""

from enum import StrEnum


class Resolution(StrEnum):
    """`ANSWERED` is a promise: the fact asked for stands in the reply."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFYING = "clarifying"
    FALLBACK = "fallback"
    SMALLTALK = "smalltalk"
    HANDOFF = "handoff"
    ERROR = "error"
