"""One side of an entry in a sentence: when, who, which figure; None where the plan is silent."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.aspect import Aspect
from knowledge.entry import Entry
from knowledge.figure import figure_sentences
from knowledge.indicator import Indicator
from knowledge.municipality import Plan
from knowledge.question import Question
from knowledge.sentence import Sentences
from knowledge.text.fiscal_year import parse_year, year_label
from knowledge.text.normal import normalise


@dataclass(frozen=True)
class Subject:
    """What a fact is drawn from: the entry, its indicators and its plan."""

    entry: Entry
    indicators: tuple[Indicator, ...]
    plan: Plan


# What an answer says it does not know is not spoken of.
_UNKNOWN = "書かれていません|ふれていません|触れていません|わかりません|決まっていません|載っていません|示されていません|ありません"
_DENIED = re.compile(rf"[^。\n]*({_UNKNOWN})[^。\n]*。?")

# Words in an answer that show that it speaks of an aspect.
_SPOKEN_OF = {
    Aspect.WHEN: re.compile(r"年度|\d年|毎年|月(に|から|まで)|時期"),
    Aspect.WHO: re.compile(r"[部課室局会]([がはにのと、。]|など)|本部|センター|大学|市長|副市長|職員|企業|事業者|方が|人が|対象"),
    Aspect.COST: re.compile(r"\d[\d,.]*(億|万|千)?円|無料|有料"),
    Aspect.HOURS: re.compile(r"\d+時|24時間|曜日|土日|いつでも"),
    Aspect.PLACE: re.compile(r"(施設|センター|公園|庁舎|コンビニ|図書館|会場|ホームページ|窓口|支所)"),
    Aspect.QUANTITY: re.compile(r"\d|[一二三四五六七八九十]つ"),
    Aspect.DAY: re.compile(r"\d+月"),
    Aspect.PERSON: re.compile(r"氏(が|は|の|で|を|、)"),
    Aspect.COMPANY: re.compile(r"株式会社|有限会社|[ァ-ヶー]{3,}(と|社|との|製)|nec|ntt"),
    Aspect.TARGET: re.compile(r"目標|目指"),
    Aspect.ACTUAL: re.compile(r"\d"),
    Aspect.REQUIREMENT: re.compile(r"必要|対象|書類|持って|条件|歳"),
}


def holds(subject: Subject, question: Question) -> bool:
    """Whether the entry's own answer speaks of the aspect asked, so that the answer alone will do."""
    told = normalise(_DENIED.sub("", subject.entry.answer))
    if question.counter and question.aspect in (Aspect.QUANTITY, Aspect.ACTUAL, Aspect.TARGET):
        return bool(re.search(rf"(\d[\d,.]*|[一二三四五六七八九十])(万|億|千)?(?:{_alike(question.counter)})", told))
    if question.aspect is Aspect.TARGET and not question.years:
        return True
    pattern = _SPOKEN_OF.get(question.aspect)
    return bool(pattern and pattern.search(told))


def _alike(counter: str) -> str:
    """The counters that answer 「何…」 as well: what is counted in 件 may be told in つ or 手続き."""
    return next((group for group in _COUNTERS if counter in group.split("|")), re.escape(counter))


_COUNTERS = (
    "件|つ|個|手続き?|項目|種類|業務|システム|本|点|事業|プロジェクト|サービス|か所|箇所|カ所|ヶ所|施設|地区|校|店|社|団体|課題|分野|段階|枚|言語|か国語|台|基",
    "人|名|世帯|組|歳",
    "%|割|パーセント|倍",
    "回|度|便|か月|ヶ月|年間|年",
)


def fact(subject: Subject, question: Question, say: Sentences) -> str | None:
    """The sentence that answers the aspect asked; None where no field of the entry tells it."""
    told = _TOLD.get(question.aspect, _from_facts)(subject, question, say)
    return told or _steps_of_years(subject.entry, question, say) or None


def _steps_of_years(entry: Entry, question: Question, say: Sentences) -> str:
    """What the timetable has for the years named."""
    steps = [step for step in entry.schedule if step.fiscal_year in question.years]
    return "\n".join(say.say("schedule_line", year=year_label(step.fiscal_year), text=step.text) for step in steps)


def _from_facts(subject: Subject, question: Question, _say: Sentences) -> str | None:
    name = "where" if question.aspect is Aspect.PLACE else question.aspect.value
    return getattr(subject.entry.facts, name, None)


def _when(subject: Subject, question: Question, say: Sentences) -> str:
    entry = subject.entry
    told = [part for part in (entry.facts.when, _schedule(entry, say) or _period(entry, say)) if part]
    return "\n".join(told) or _figures(subject, question, say)


def _schedule(entry: Entry, say: Sentences) -> str:
    lines = [say.say("schedule_line", year=year_label(step.fiscal_year), text=step.text) for step in entry.schedule]
    return "\n".join((say.say("schedule_head"), *lines)) if lines else ""


def _period(entry: Entry, say: Sentences) -> str:
    start, end = (year_label(parse_year(year)) if year else None for year in (entry.period.from_, entry.period.to))
    if start and end:
        return say.say("period_both", start=start, end=end)
    if start:
        return say.say("period_from", start=start)
    return say.say("period_to", end=end) if end else ""


def _who(subject: Subject, _question: Question, say: Sentences) -> str:
    named = say.say("department", department=subject.entry.department) if subject.entry.department else None
    return "\n".join(part for part in (named, subject.entry.facts.who) if part)


def _figures(subject: Subject, question: Question, say: Sentences) -> str:
    return "\n".join(figure_sentences(subject.indicators, question, say))


def _source(subject: Subject, _question: Question, say: Sentences) -> str:
    return "\n".join(
        say.say("source_page" if source.page else "source", plan=subject.plan.title, section=source.section, page=source.page)
        for source in subject.entry.sources
    )


def _detail(subject: Subject, question: Question, say: Sentences) -> str:
    facts = subject.entry.facts
    status = say.say(f"status_{subject.entry.status.value}") if subject.entry.status else None
    told: Iterable[str | None] = (
        status,
        facts.how,
        facts.where,
        facts.example,
        facts.reason,
        _who(subject, question, say),
        _when(subject, question, say),
        _figures(subject, question, say),
    )
    return "\n".join(part for part in told if part)


_TOLD: dict[Aspect, Callable[[Subject, Question, Sentences], str | None]] = {
    Aspect.WHEN: _when,
    Aspect.WHO: _who,
    Aspect.TARGET: _figures,
    Aspect.ACTUAL: _figures,
    Aspect.QUANTITY: _figures,
    Aspect.SOURCE: _source,
    Aspect.DETAIL: _detail,
}
