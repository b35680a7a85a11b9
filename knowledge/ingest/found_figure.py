"""Figures in a passage with the fiscal year that stands beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text.fiscal_year import YearMention, find_years, year_label
from knowledge.text.normal import normalise

# Days and minutes are left out: dates and times of day are no figures of a plan.
_UNIT = (
    r"%|パーセント|ポイント|件|人(?![口材員])|名(?!称)|世帯(?!当)|戸|校|園(?!児)|台(?!帳)|基(?![本準盤])|か所|箇所|カ所|ヶ所|店舗?|社(?!会)|団体|回(?![答線収])|冊|種類|項目|手続き?"
    r"|業務|システム|時間|km|億円|万円|千円|円|倍|割(?!合)"
)
_FIGURE = re.compile(rf"(?<![\d.,第a-z-])(?P<value>(?:\d+億)?(?:\d+万)?\d+(?:,\d{{3}})*(?:\.\d+)?)\s*(?P<unit>{_UNIT})")
_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"[、。()（「」:;]")
_LINK = re.compile(r"[はがをもにの約計でと、:\s※-]+$")
_LEADING_LINK = re.compile(r"^[のはがをにで\s]+")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_HIRAGANA = re.compile("[ぁ-ん]")
_MAX_NAME = 30
# A line of many numbers and hardly a word is a row of a table whose columns are lost.
_ROW_NUMBERS, _ROW_HIRAGANA = 4, 4


@dataclass(frozen=True)
class FoundFigure:
    """A number as written, its unit, the words before it, and its fiscal year where that is certain."""

    name: str
    value: str
    unit: str
    year: int | None = None

    @property
    def label(self) -> str:
        """The name with its year, as an entry's figure is named."""
        return f"{self.name}（{year_label(self.year)}）" if self.year else self.name


def find_figures(text: str) -> tuple[FoundFigure, ...]:
    """Every number with a unit, in order; years themselves and rows of tables are none."""
    return tuple(figure for sentence in _SENTENCE.findall(text) for figure in _in_sentence(normalise(sentence)))


def _is_table_row(sentence: str, years: int) -> bool:
    return len(_PLAIN_NUMBER.findall(sentence)) - years >= _ROW_NUMBERS and len(_HIRAGANA.findall(sentence)) < _ROW_HIRAGANA


def _in_sentence(sentence: str) -> Iterator[FoundFigure]:
    mentions = find_years(sentence)
    if _is_table_row(sentence, len(mentions)):
        return
    for match in _FIGURE.finditer(sentence):
        if not any(mention.start <= match.start() < mention.end for mention in mentions):
            yield FoundFigure(_name(sentence, match.start(), mentions), match["value"], match["unit"], _year(sentence, match.end(), mentions))


def _year(sentence: str, end: int, mentions: Sequence[YearMention]) -> int | None:
    """The year in parentheses behind the figure, else the sentence's only year; with several, which is whose can't be told."""
    behind = next((mention.year for mention in mentions if sentence[end : mention.start] == "("), None)
    years = {mention.year for mention in mentions}
    return behind or (years.pop() if len(years) == 1 else None)


def _name(sentence: str, end: int, mentions: Sequence[YearMention]) -> str:
    before = sentence[:end]
    for mention in reversed(mentions):
        if mention.end <= end:
            before = f"{before[: mention.start]} {before[mention.end :]}"
    clauses = [clause for clause in _CLAUSE.split(_LINK.sub("", before)) if clause.strip()]
    name = _LEADING_LINK.sub("", clauses[-1]) if clauses else ""
    return (name or sentence)[-_MAX_NAME:].strip()
