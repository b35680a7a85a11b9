"""An indicator's figures in sentences and as a chart."""

import re
from collections.abc import Iterator, Sequence

from knowledge.aspect import Aspect
from knowledge.indicator import Indicator, YearValue
from knowledge.question import Question
from knowledge.reply import Chart, ChartPoint
from knowledge.sentence import Sentences
from knowledge.text.fiscal_year import year_label
from knowledge.text.tokens import topic_words

COUNTERS = (
    "件|つ|個|手続き?|手続き|手続|項目|種類|業務|システム|本|点|事業|プロジェクト|サービス|か所|箇所|カ所|ヶ所|施設|地区|校|店|社|団体|課題|分野|段階|枚|言語|か国語|台|基",
    "人|名|世帯|組|歳",
    "%|割|パーセント|倍",
    "回|度|便|か月|ヶ月|年間|年",
    "頭|羽|匹",
    "円|千円|万円|百万円|億円",
    "時間|分|秒",
    "キロメートル|キロ|km",
)


def figure_sentences(indicators: Sequence[Indicator], question: Question, say: Sentences) -> Iterator[str]:
    """A sentence for each figure asked for: those of the years named, else the latest."""
    for indicator in closest(indicators, question):
        values = [value for year in question.years if (value := indicator.of_year(year))]
        if question.years:
            yield from (_year_sentence(indicator, value, question.aspect, say) for value in values)
        else:
            yield from _latest_sentences(indicator, question.aspect, say)


def years_missing(indicators: Sequence[Indicator], question: Question) -> tuple[int, ...]:
    """The years named for which no indicator has the value asked for."""
    chosen = closest(indicators, question)
    return tuple(year for year in question.years if not any(_has(indicator.of_year(year), question.aspect) for indicator in chosen))


def closest(indicators: Sequence[Indicator], question: Question) -> tuple[Indicator, ...]:
    """The indicators whose names share most words with the question; all where none shares more."""
    indicators = [indicator for indicator in indicators if counts(question.counter, indicator.unit)]
    asked = set(question.words)
    shared = [max(len(asked & set(topic_words(name))) for name in (indicator.name, *indicator.aliases)) for indicator in indicators]
    best = max(shared, default=0)
    return tuple(indicator for indicator, count in zip(indicators, shared, strict=True) if count == best)


def counts(counter: str, unit: str) -> bool:
    """Whether a figure in this unit may answer 「何<counter>」; a unit that is none of the counters may."""
    unit = unit.partition("/")[0]
    return not counter or not unit or alike(counter) == alike(unit) or not any(unit in group.split("|") for group in COUNTERS)


def alike(counter: str) -> str:
    """The counters that answer 「何…」 as well: what is counted in 件 may be told in つ or 手続き."""
    return next((group for group in COUNTERS if counter in group.split("|")), re.escape(counter))


def written(number: float | None, unit: str) -> str:
    """A figure as read: 1040 and 件 → 1,040件."""
    if number is None:
        return "－"
    return f"{number:,}{unit}"


def chart(indicator: Indicator) -> Chart:
    """An indicator's targets and actual values by fiscal year."""
    points = tuple(ChartPoint(year_label(v.fiscal_year), v.target, v.actual) for v in sorted(indicator.values, key=lambda v: v.fiscal_year))
    return Chart(indicator.name, indicator.unit, points)


def _has(value: YearValue | None, aspect: Aspect) -> bool:
    if value is None:
        return False
    if aspect is Aspect.TARGET:
        return value.target is not None
    if aspect is Aspect.ACTUAL:
        return value.actual is not None
    return value.target is not None or value.actual is not None


def _year_sentence(indicator: Indicator, value: YearValue, aspect: Aspect, say: Sentences) -> str:
    words = {"name": indicator.name, "year": year_label(value.fiscal_year)}
    target, actual = (written(number, indicator.unit) for number in (value.target, value.actual))
    if value.target is not None and value.actual is not None:
        return say.say("figure_both", target=target, actual=actual, **words)
    if value.target is not None:
        return say.say("figure_no_actual" if aspect is Aspect.ACTUAL else "figure_target", value=target, **words)
    return say.say("figure_no_target" if aspect is Aspect.TARGET else "figure_actual", value=actual, **words)


def _latest_sentences(indicator: Indicator, aspect: Aspect, say: Sentences) -> Iterator[str]:
    actual = max((v for v in indicator.values if v.actual is not None), key=lambda v: v.fiscal_year, default=None)
    target = max((v for v in indicator.values if v.target is not None), key=lambda v: v.fiscal_year, default=None)
    told = []
    if actual and aspect is not Aspect.TARGET:
        told.append(say.say("figure_latest_actual", name=indicator.name, year=year_label(actual.fiscal_year), value=written(actual.actual, indicator.unit)))
    if target and aspect is not Aspect.ACTUAL:
        told.append(say.say("figure_last_target", name=indicator.name, year=year_label(target.fiscal_year), value=written(target.target, indicator.unit)))
    # A note explains figures; alone it would pass for the figure asked for.
    yield from (*told, indicator.note) if told and indicator.note else told
