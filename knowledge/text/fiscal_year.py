"""Fiscal years as residents and plans write them: 令和6年度, R6, 2024年度, 今年度."""

import datetime
import re
from dataclasses import dataclass

from knowledge.text.normal import normalise

_ERA_START = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
_KANJI = {"元": "1", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10"}
_RELATIVE = {"一昨年": -2, "おととし": -2, "昨年": -1, "去年": -1, "前年": -1, "今年": 0, "本年": 0, "来年": 1, "再来年": 2}
_YEAR = re.compile(
    r"(?P<era>令和|平成|(?<![a-z])[rh])\s*(?P<number>元|[一二三四五六七八九十]|\d{1,2})\s*(?:年度?|(?![\d.%]))"
    r"|(?<!\d)(?P<western>(?:19|20)\d\d)\s*年度?"
    r"|(?<![\d.])(?P<bare>\d{1,2})年度"
    r"|(?P<relative>一昨年|おととし|昨年|去年|前年|今年|本年|再来年|来年)度?"
)
_NUMBER = re.compile(r"\d|元年|十年|[一二三四五六七八九]年")


@dataclass(frozen=True)
class YearMention:
    """A fiscal year found in a text: the year it starts in (令和6年度 = 2024) and offsets in the normalised text."""

    year: int
    start: int
    end: int


def current_fiscal_year(today: datetime.date | None = None) -> int:
    """The fiscal year of a day; it changes on 1 April."""
    day = today or datetime.date.today()
    return day.year if day.month >= 4 else day.year - 1


def _year_of(match: re.Match[str], this_year: int) -> int:
    if match["era"]:
        return _ERA_START[match["era"]] + int(_KANJI.get(match["number"], match["number"]))
    if match["western"]:
        return int(match["western"])
    if match["bare"]:
        number = int(match["bare"])
        return _ERA_START["平成"] + number if number >= 20 else _ERA_START["令和"] + number
    return this_year + _RELATIVE[match["relative"]]


def find_years(text: str, today: datetime.date | None = None) -> tuple[YearMention, ...]:
    """Every fiscal year named in a text, in order. 「6年度」 alone is Reiwa, 「30年度」 Heisei."""
    this_year = current_fiscal_year(today)
    return tuple(YearMention(_year_of(m, this_year), m.start(), m.end()) for m in _YEAR.finditer(normalise(text)))


def written_years(text: str) -> tuple[YearMention, ...]:
    """The years that a normalised text writes out, whatever the day: 「今年度」 is none."""
    found = (match for match in _YEAR.finditer(text) if not match["relative"]) if _NUMBER.search(text) else ()
    return tuple(YearMention(_year_of(match, 0), match.start(), match.end()) for match in found)


def parse_year(code: str) -> int:
    """The year of a plan's code: R6 → 2024, H30 → 2018, 2021 → 2021. ValueError for anything else."""
    match = re.fullmatch(r"([RH])(\d{1,2})|(\d{4})", code)
    if not match:
        raise ValueError(f"「{code}」は年度として読めません（例: R6、H30）")
    if match[3]:
        return int(match[3])
    return _ERA_START[match[1].lower()] + int(match[2])


def year_label(year: int) -> str:
    """2024 → 令和6年度, 2018 → 平成30年度."""
    if year >= 2019:
        number = year - 2018
        return f"令和{'元' if number == 1 else number}年度"
    return f"平成{year - 1988}年度"
