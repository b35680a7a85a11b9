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


# Words in an answer that show that it speaks of an aspect.
_SPOKEN_OF = {
    Aspect.WHEN: re.compile(r"年度|\d年|毎年|月(に|から|まで)|時期"),
    Aspect.WHO: re.compile(r"[部課室局会]([がはにのと、。]|など)|本部|センター|大学|市長|副市長|職員|企業|事業者|方が|人が|対象"),
    Aspect.COST: re.compile(r"円|無料|料金|手数料|費用|予算|補助"),
    Aspect.HOURS: re.compile(r"\d+時|時間|曜日|土日|夜間|休日"),
    Aspect.PLACE: re.compile(r"(施設|センター|公園|庁舎|コンビニ|図書館|会場|ホームページ|窓口|支所)"),
    Aspect.QUANTITY: re.compile(r"\d"),
    Aspect.TARGET: re.compile(r"目標|目指"),
    Aspect.ACTUAL: re.compile(r"\d"),
    Aspect.REQUIREMENT: re.compile(r"必要|対象|書類|持って|条件|歳"),
}


def holds(subject: Subject, aspect: Aspect) -> bool:
    """Whether the entry's own answer speaks of an aspect, so that the answer alone will do."""
    pattern = _SPOKEN_OF.get(aspect)
    return bool(pattern and pattern.search(normalise(subject.entry.answer)))


def fact(subject: Subject, question: Question, say: Sentences) -> str | None:
    """The sentence that answers the aspect asked; None where no field of the entry tells it."""
    told = _TOLD.get(question.aspect, _from_facts)(subject, question, say)
    return told or None


def _from_facts(subject: Subject, question: Question, _say: Sentences) -> str | None:
    name = "where" if question.aspect is Aspect.PLACE else question.aspect.value
    return getattr(subject.entry.facts, name, None)


def _when(subject: Subject, _question: Question, say: Sentences) -> str:
    entry = subject.entry
    return "\n".join(part for part in (entry.facts.when, _schedule(entry, say) or _period(entry, say)) if part)


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
