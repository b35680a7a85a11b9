"""Figures in a passage with the fiscal year that stands beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text.fiscal_year import find_years, year_label
from knowledge.text.normal import normalise

# Days and minutes are left out: dates and times of day are no figures of a plan.
_UNIT = (
    r"%|パーセント|ポイント|件|人(?![口材員])|名(?!称)|世帯|戸|校|園(?!児)|台(?!帳)|基(?![本準盤])|か所|箇所|カ所|ヶ所|店舗?|社(?!会)|団体|回(?![答線収])|冊|種類|項目|手続き?"
    r"|業務|システム|時間|km|億円|万円|千円|円|倍|割(?!合)"
)
_FIGURE = re.compile(rf"(?P<value>\d+(?:,\d{{3}})*(?:\.\d+)?)\s*(?P<unit>{_UNIT})")
_SENTENCE = re.compile(r"[^。\n]+")
_CLAUSE = re.compile(r"[、。(（「」:;]")
_LINK = re.compile(r"[はがをもにの約計でと、:\s]+$")
_MAX_NAME = 30


@dataclass(frozen=True)
class FoundFigure:
    """A number as written, its unit, the words before it, and the fiscal years its sentence names."""

    name: str
    value: str
    unit: str
    years: tuple[int, ...]

    @property
    def label(self) -> str:
        """The name with its years, as an entry's figure is named."""
        years = "・".join(year_label(year) for year in self.years)
        return f"{self.name}（{years}）" if years else self.name


def find_figures(text: str) -> tuple[FoundFigure, ...]:
    """Every number with a unit, in order; years themselves are not figures."""
    return tuple(figure for sentence in _SENTENCE.findall(text) for figure in _in_sentence(normalise(sentence)))


def _in_sentence(sentence: str) -> Iterator[FoundFigure]:
    mentions = find_years(sentence)
    for match in _FIGURE.finditer(sentence):
        if any(mention.start <= match.start() < mention.end for mention in mentions):
            continue
        # A year in parentheses behind the figure (85.2%(令和2年度)) belongs to it alone.
        behind = next((mention.year for mention in mentions if mention.start == match.end() + 1 and sentence[match.end()] == "("), None)
        years = (behind,) if behind else tuple(dict.fromkeys(mention.year for mention in mentions))
        yield FoundFigure(_name(sentence[: match.start()], sentence), match["value"], match["unit"], years)


def _name(before: str, sentence: str) -> str:
    clauses = [clause for clause in _CLAUSE.split(_LINK.sub("", before)) if clause.strip()]
    return (clauses[-1] if clauses else sentence).strip()[-_MAX_NAME:]
