"""A text as the index reads it: topic words in normalized form, weighted by part of speech, with the meanings they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.fiscal_year import YearMention, written_years
from knowledge.text.normal import normalise
from knowledge.text.synonym import Synonyms
from knowledge.text.tokens import Token, tokenise

# How much a word of each part of speech says about the topic (docs/search.md).
_WEIGHT = {"名詞": 1.0, "形容詞": 0.7, "形状詞": 0.7, "接尾辞": 0.6, "動詞": 0.5, "接頭辞": 0.5, "副詞": 0.3}
_OTHER_WEIGHT = 0.2
_MEANING_WEIGHT = 0.6
_YEAR_WEIGHT = 0.6
_YEAR_MARK = "@"
_YEAR_WORDS = ("年", "年度")
_CACHED_TEXTS = 2_000

# A question longer than this is cut: nobody reads a pasted page as one question.
MAX_QUERY_CHARACTERS = 500


@dataclass(frozen=True)
class Terms:
    """A text's topic words in order, with repeats, and how much each weighs (0–1)."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def distinct(self) -> "Terms":
        """Each word once, with its greatest weight."""
        best: dict[str, float] = {}
        for word, weight in zip(self.words, self.weights, strict=True):
            best[word] = max(weight, best.get(word, 0.0))
        return Terms(tuple(best), tuple(best.values()))


class Analyser:
    """Reads texts with one synonym table; remembers the last questions, which are read more than once on their way."""

    def __init__(self, groups: Sequence[Sequence[str]] = ()) -> None:
        self.groups = tuple(map(tuple, groups))
        self._synonyms = Synonyms(groups)
        self._terms = lru_cache(maxsize=_CACHED_TEXTS)(lambda folded: self.terms_of(tokenise(folded), folded))

    def terms(self, text: str) -> Terms:
        """The terms of a text."""
        return self._terms(normalise(text))

    def forget(self) -> None:
        """Forget how questions were read."""
        self._terms.cache_clear()

    def terms_of(self, tokens: Sequence[Token], folded: str) -> Terms:
        """The terms of a normalised text that is cut into words already; a year is one term however it is written (令和6年度, R6, 2024年)."""
        meanings = self._synonyms.find(tokens)
        years = written_years(folded)
        spoken = [token for token in tokens if token.carries_topic and not _part_of_year(token, years)]
        words = (*(token.normal for token in spoken), *(meaning.name for meaning in meanings), *(f"{_YEAR_MARK}{year.year}" for year in years))
        return Terms(words, (*map(_weight, spoken), *[_MEANING_WEIGHT] * len(meanings), *[_YEAR_WEIGHT] * len(years)))


def _part_of_year(token: Token, years: Sequence[YearMention]) -> bool:
    """Whether a word is an era's name or a number that a year is written with."""
    return token.normal not in _YEAR_WORDS and any(year.start <= token.start < year.end for year in years)


def _weight(token: Token) -> float:
    return _WEIGHT.get(token.pos, _OTHER_WEIGHT)
