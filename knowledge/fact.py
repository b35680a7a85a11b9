"""One side of an entry in a sentence: when, who, which figure; None where the plan is silent."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.aspect import Aspect
from knowledge.entry import Entry
from knowledge.figure import alike, figure_sentences
from knowledge.indicator import Indicator
from knowledge.municipality import Plan
from knowledge.question import Question
from knowledge.sentence import Sentences
from knowledge.text.fiscal_year import parse_year, year_label
from knowledge.text.normal import normalise
from knowledge.text.tokens import topic_words


@dataclass(frozen=True)
class Subject:
    """What a fact is drawn from: the entry, its indicators and its plan."""

    entry: Entry
    indicators: tuple[Indicator, ...]
    plan: Plan


# What an answer says it does not know is not spoken of.
_UNKNOWN = "書かれていません|ふれていません|触れていません|わかりません|決まっていません|載っていません|示されていません|ありません"
_DENIED = re.compile(rf"[^。\n]*({_UNKNOWN})[^。\n]*。?")

_ADDRESS_ASKED = re.compile(r"何(町|丁目|区|番地)|住所|所在地")
_ADDRESS = re.compile(r"[一-龥ァ-ヶ]+(町|丁目)|番地")

# A sum of money answers 「いくら」 beside a word of paying, or beside what was asked for: a damage of 1.5 billion yen is no answer to 「1台いくら」.
_SUM = r"\d[\d,.]*(?:億|万|千)?円"
_PAID = "料|費|代金|予算|補助|助成|給付|支援金|単価|価格|支払|かかり|割引|還元|ポイント"
_WHOSE_SUM = re.compile(rf"([一-龥ァ-ヶー]{{2}})[はがの(]*(?:約|およそ|年間)?{_SUM}")

# Words in an answer that show that it speaks of an aspect.
_SPOKEN_OF = {
    Aspect.WHEN: re.compile(r"年度|\d年|毎年|月(に|から|まで)|時期"),
    Aspect.DEPARTMENT: re.compile(r"[一-龥ァ-ヶー]([部課室局]|本部|委員会|チーム)(?![一-龥])"),
    Aspect.WHO: re.compile(
        r"[一-龥ァ-ヶー・a-z]{2,}(部|課|室|局|委員会|本部|協議会|懇談会|幹事会|協会|商工会|センター|大学|チーム|グループ)|市長|職員|企業|事業者|対象"
    ),
    Aspect.COST: re.compile(rf"({_PAID})[^。\n]*{_SUM}|{_SUM}[^。\n]*({_PAID})|無料|有料"),
    Aspect.HOURS: re.compile(r"\d+時|24時間|曜日|土日|いつでも"),
    Aspect.PLACE: re.compile(r"(施設|センター|公園|庁舎|コンビニ|図書館|会場|ホームページ|窓口|支所)"),
    Aspect.QUANTITY: re.compile(r"\d|[一二三四五六七八九十]つ|半分|半数|すべて|全て"),
    Aspect.DAY: re.compile(r"\d+月\d+日|\d+日(に|から|まで|です)"),
    Aspect.NAME: re.compile(r"「[^」]+」|名称|愛称"),
    Aspect.PRIZE: re.compile(r"特典|景品|賞品|返礼|もらえ|プレゼント|ポイント"),
    Aspect.PERSON: re.compile(r"氏(が|は|の|で|を|、)"),
    Aspect.COMPANY: re.compile(r"株式会社|有限会社|[ァ-ヶー]{3,}(と|社|との|製)|nec|ntt"),
    Aspect.TARGET: re.compile(r"目標|目指|めざ"),
    Aspect.ACTUAL: re.compile(r"\d"),
    Aspect.REQUIREMENT: re.compile(r"必要|対象|書類|持って|条件|歳"),
}

# Where the figures have no actual value, a plan's numbers in the text are targets unless it says that they were reached.
_REACHED = re.compile(r"実績|(でし|まし)た")


def holds(subject: Subject, question: Question) -> bool:
    """Whether the entry's own answer speaks of the aspect asked, so that the answer alone will do."""
    told = normalise(_DENIED.sub("", subject.entry.answer))
    if question.counter and question.aspect in (Aspect.QUANTITY, Aspect.ACTUAL, Aspect.TARGET):
        return bool(re.search(rf"(\d[\d,.]*|[一二三四五六七八九十])(万|億|千)?(?:{alike(question.counter)})|半分|半数", told))
    if question.aspect is Aspect.TARGET and not question.years and question.stands_alone:
        return bool(_SPOKEN_OF[Aspect.TARGET].search(told + normalise(subject.entry.question)))
    if question.aspect is Aspect.ACTUAL:
        return bool(_REACHED.search(told) and _SPOKEN_OF[Aspect.ACTUAL].search(told))
    if question.aspect is Aspect.PLACE and _ADDRESS_ASKED.search(question.text):
        return bool(_ADDRESS.search(told))
    if question.aspect is Aspect.COST and any(owner in question.text for owner in _WHOSE_SUM.findall(told)):
        return True
    pattern = _SPOKEN_OF.get(question.aspect)
    return bool(pattern and pattern.search(told))


def fact(subject: Subject, question: Question, say: Sentences) -> str | None:
    """The sentence that answers the aspect asked; None where no field of the entry tells it."""
    told = _TOLD.get(question.aspect, _from_facts)(subject, question, say)
    return told or _steps_of_years(subject.entry, question, say) or None


def _steps_of_years(entry: Entry, question: Question, say: Sentences) -> str:
    """What the timetable has for the years named."""
    steps = [step for step in entry.schedule if step.fiscal_year in question.years]
    return "\n".join(say.say("schedule_line", year=year_label(step.fiscal_year), text=step.text) for step in steps)


def supplement(subject: Subject, question: Question, told: str) -> str | None:
    """The fact that shares most of the question's words that what is told so far lacks; None where no fact does."""
    lacking = set(question.words) - set(topic_words(told))
    facts = [text for text in vars(subject.entry.facts).values() if text and text not in told]
    shared = [len(lacking & set(topic_words(text))) for text in facts]
    return facts[shared.index(max(shared))] if any(shared) else None


def _from_facts(subject: Subject, question: Question, _say: Sentences) -> str | None:
    if question.aspect is not Aspect.PLACE:
        return getattr(subject.entry.facts, question.aspect.value, None)
    where = subject.entry.facts.where
    return where if where and (_ADDRESS.search(where) or not _ADDRESS_ASKED.search(question.text)) else None


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


def _department(subject: Subject, _question: Question, say: Sentences) -> str:
    if subject.entry.department:
        return say.say("department", department=subject.entry.department)
    who = subject.entry.facts.who or ""
    return who if _SPOKEN_OF[Aspect.DEPARTMENT].search(who) else ""


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
    Aspect.DEPARTMENT: _department,
    Aspect.WHO: _who,
    Aspect.TARGET: _figures,
    Aspect.ACTUAL: _figures,
    Aspect.QUANTITY: _figures,
    Aspect.SOURCE: _source,
    Aspect.DETAIL: _detail,
}
