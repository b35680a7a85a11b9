"""Sentences that many answers share (opening hours, contact blocks) say nothing about any one of them."""

import re
from collections import Counter
from collections.abc import Sequence

_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])")
_COMMON = 8


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without blanks around them."""
    return [part for raw in _SENTENCE_END.split(text) if (part := raw.strip())]


def without_boilerplate(texts: Sequence[str]) -> list[str]:
    """The texts without sentences that more than eight of them hold."""
    split = [sentences_of(text) for text in texts]
    holders = Counter(sentence for sentences in split for sentence in set(sentences))
    return ["".join(sentence for sentence in sentences if holders[sentence] <= _COMMON) for sentences in split]
