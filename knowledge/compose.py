"""The reply that tells an outcome: answered, partial, clarifying or fallback."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from knowledge.aspect import STRICT_ASPECTS, Aspect
from knowledge.calendar import today
from knowledge.catalogue import Catalogue, Municipality
from knowledge.entry import Entry
from knowledge.fact import Subject, fact, holds, supplement
from knowledge.figure import chart, closest, years_missing
from knowledge.memory import Memory
from knowledge.municipality import Contact
from knowledge.question import Question
from knowledge.reply import Choice, Citation, Evidence, Outcome, Reply, Row
from knowledge.resolution import Resolution
from knowledge.sentence import Sentences, sentences
from knowledge.text.fiscal_year import parse_year, year_label
from knowledge.text.normal import KANA, normalise
from knowledge.topic import TOPICS
from knowledge.topic_label import topic_choice, topic_name
from knowledge.validity import told_out_of_date
from knowledge.wording import answer_of, body, choices_of, question_of

_FIGURE_ASPECTS = frozenset((Aspect.TARGET, Aspect.ACTUAL, Aspect.QUANTITY))
_MAX_RELATED = 3
_MAX_QUESTIONS = 8

# 「はい」 and 「はい、順に進めています」 alone tell nothing.
_MIN_TELLING = 14


class Composer:
    """Turns an entry, or the lack of one, into an outcome in the resident's language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, entry: Entry, question: Question, memory: Memory, reason: str, *, confidence: float = 1.0) -> Outcome:
        """The entry, led by the fact asked for; partial where the plan doesn't tell it."""
        if not entry.valid_on(today()):
            return self._out_of_date(entry, memory)
        city = self._catalogue.municipalities[entry.municipality]
        say = sentences(memory.language)
        subject = Subject(entry, self._catalogue.indicators_of(entry), city.plan)
        gap = _gap(subject, question, city, say)
        lead = gap or self._lead(subject, question, say)
        told = body(entry, say)
        more = supplement(subject, question, f"{lead}{told}") if memory.language == "ja" else None
        text = "\n".join(part for part in (lead, told, more) if part)
        asked = question.text if question.stands_alone else memory.question
        after = replace(memory, municipality=entry.municipality, entry_id=entry.id, aspect=question.aspect, question=asked, offered=())
        reply = replace(self._bubble(subject, text, question, confidence), related=self._related(entry, memory.language))
        if gap:
            return Outcome(Resolution.PARTIAL, "aspect_not_in_plan", (reply,), after)
        return Outcome(Resolution.ANSWERED, reason, (reply,), after)

    def _lead(self, subject: Subject, question: Question, say: Sentences) -> str | None:
        """The fact asked for; the plan's own Japanese words don't lead a translated answer to a foreign question."""
        told = fact(subject, question, say)
        translated = say.language in subject.entry.translations and question.stands_alone
        return None if told and translated and KANA.search(told) else told

    def _out_of_date(self, entry: Entry, memory: Memory) -> Outcome:
        """An answer outside its dates is not given, and that is said."""
        say = sentences(memory.language)
        city = self._catalogue.municipalities[entry.municipality]
        text = told_out_of_date(entry, city.profile.name, memory.language)
        after = replace(memory, entry_id=None, offered=())
        return Outcome(Resolution.FALLBACK, "expired", (Reply("choices", text, choices=self.topic_choices(city, say)),), after)

    def _bubble(self, subject: Subject, text: str, question: Question, confidence: float) -> Reply:
        entry, plan = subject.entry, subject.plan
        citations = tuple(Citation(plan.title, source.section, source.page) for source in entry.sources)
        charted = [indicator for indicator in closest(subject.indicators, question) if len(indicator.values) > 1]
        return Reply(
            "answer",
            text,
            evidence=Evidence(entry.id, round(confidence, 3), plan.as_of, citations),
            chart=chart(charted[0]) if charted else None,
        )

    def _related(self, entry: Entry, language: str) -> tuple[Choice, ...]:
        others = [other for name in entry.related if (other := self._catalogue.current_entry(name))]
        return choices_of(others[:_MAX_RELATED], language)

    def name_city(self, outcome: Outcome) -> Outcome:
        """The same outcome, led by the city it speaks of; a fallback names it anyway."""
        city = self._catalogue.municipalities.get(outcome.memory.municipality or "")
        if city is None or outcome.resolution is Resolution.FALLBACK:
            return outcome
        head = sentences(outcome.memory.language).say("speaking_of", city=city.profile.name)
        first, *rest = outcome.replies
        return replace(outcome, replies=(replace(first, text=f"{head}\n{first.text}"), *rest))

    def simple(self, resolution: Resolution, reason: str, key: str, memory: Memory) -> Outcome:
        """One fixed sentence."""
        return Outcome(resolution, reason, (Reply("text", sentences(memory.language).say(key)),), memory)

    def clarify(self, entries: Sequence[Entry], question: Question, memory: Memory, *, key: str = "clarify") -> Outcome:
        """Ask which of the close entries is meant."""
        say = sentences(memory.language)
        choices = (*choices_of(entries, memory.language), Choice(say.say("none_of_these"), say.say("none_of_these")))
        after = replace(memory, offered=tuple(entry.id for entry in entries), question=question.text, aspect=question.aspect, entry_id=None)
        return Outcome(Resolution.CLARIFYING, "close_scores", (Reply("choices", say.say(key), choices=choices),), after)

    def ask_city(self, question: Question, memory: Memory, *, key: str = "municipality_unknown") -> Outcome:
        """Ask which city is meant, keeping the question."""
        say = sentences(memory.language)
        names = [city.profile.name for city in self._catalogue.municipalities.values()]
        choices = tuple(Choice(name, f"{name}：{question.text}" if question.text else name) for name in names)
        after = replace(memory, question=question.text, aspect=question.aspect, entry_id=None, offered=())
        return Outcome(Resolution.CLARIFYING, "municipality_unknown", (Reply("choices", say.say(key), choices=choices),), after)

    def fallback(self, memory: Memory, reason: str, *, key: str = "fallback", near: Iterable[Entry] = ()) -> Outcome:
        """Say that nothing fits, and offer near questions or the topics."""
        say = sentences(memory.language)
        city = self._catalogue.municipalities.get(memory.municipality or "")
        text = say.say(key, city=city.profile.name) if city else say.say(f"{key}_anywhere")
        choices = choices_of([entry for entry in near if entry.valid_on(today())], memory.language) or self.topic_choices(city, say)
        after = replace(memory, entry_id=None, offered=())
        return Outcome(Resolution.FALLBACK, reason, (Reply("choices", text, choices=choices),), after)

    def topic_choices(self, city: Municipality | None, say: Sentences) -> tuple[Choice, ...]:
        """Up to six topics that the city has most entries on."""
        entries = city.current if city else self._catalogue.current
        count = {topic: sum(entry.topic == topic for entry in entries) for topic in TOPICS}
        most = sorted((topic for topic in count if count[topic] and topic != "terms"), key=lambda topic: -count[topic])[:6]
        return tuple(topic_choice(topic, say) for topic in most)

    def topic(self, topic: str, memory: Memory) -> Outcome:
        """The questions that can be asked on a topic, those that other cities share first."""
        say = sentences(memory.language)
        city = self._catalogue.municipalities.get(memory.municipality or "")
        entries = sorted((e for e in (city.current if city else ()) if e.topic == topic), key=lambda e: e.concept is None)[:_MAX_QUESTIONS]
        if city is None or not entries:
            return self.fallback(memory, "below_threshold")
        choices = choices_of(entries, memory.language)
        after = replace(memory, offered=tuple(entry.id for entry in entries), entry_id=None, question=None)
        text = say.say("topic_head", topic=topic_name(topic, say))
        return Outcome(Resolution.CLARIFYING, "topic", (Reply("choices", text, choices=choices),), after)

    def other_city(self, entry: Entry, question: Question, memory: Memory) -> Outcome:
        """Say that only another city's plan holds this, and offer to go there."""
        say = sentences(memory.language)
        here = self._catalogue.municipalities[memory.municipality or entry.municipality].profile.name
        other = self._catalogue.municipalities[entry.municipality].profile.name
        text = say.say("other_municipality_only", city=here, other=other)
        choice = Choice(say.say("other_municipality_choice", other=other), f"{other}：{question.text}")
        after = replace(memory, entry_id=None, question=question.text, offered=(entry.id,))
        return Outcome(Resolution.FALLBACK, "other_municipality_only", (Reply("choices", text, choices=(choice,)),), after)

    def comparison(self, found: Mapping[str, Entry | None], question: Question, memory: Memory) -> Outcome:
        """One row for each city: what was asked, else the gist of its entry, or that its plan has none."""
        say = sentences(memory.language)
        rows = tuple(Row(self._name(city), self._cell(city, entry, question, memory)) for city, entry in found.items())
        text = "\n".join((say.say("compare_head"), *(say.say("compare_row", city=row.label, text=row.text) for row in rows)))
        others = tuple(self._elsewhere(e, memory.language) for e in found.values() if e and e.id != memory.entry_id)
        after = replace(memory, aspect=question.aspect)
        return Outcome(Resolution.ANSWERED, "comparison", (Reply("choices" if others else "text", text, choices=others, rows=rows),), after)

    def _elsewhere(self, entry: Entry, language: str) -> Choice:
        """Another city's entry to tap: the message names the city."""
        label = question_of(entry, language)
        return Choice(label, f"{self._name(entry.municipality)}：{label}")

    def _cell(self, city: str, entry: Entry | None, question: Question, memory: Memory) -> str:
        say = sentences(memory.language)
        if entry is None or not entry.valid_on(today()):
            return say.say("compare_none")
        subject = Subject(entry, self._catalogue.indicators_of(entry), self._catalogue.municipalities[city].plan)
        asked = fact(subject, question, say) if question.aspect in STRICT_ASPECTS else None
        return " ".join(asked.split("\n")) if asked else _gist(answer_of(entry, memory.language))

    def _name(self, city: str) -> str:
        return self._catalogue.municipalities[city].profile.name

    def hand_over(self, memory: Memory) -> Outcome:
        """The configured contacts, of every city while none is known; where there are none, say so."""
        say = sentences(memory.language)
        city = self._catalogue.municipalities.get(memory.municipality or "")
        cities = (city,) if city else self._catalogue.municipalities.values()
        lines = [_contact_line(contact, "" if city else f"{one.profile.name} ", say) for one in cities for contact in one.profile.contacts]
        told = (say.say("hand_over"), *lines) if lines else (say.say("hand_over_no_contact"),)
        offer = Choice(say.say("leave_opinion_label"), say.say("leave_opinion_message"))
        text = "\n".join((*told, say.say("offer_opinion")))
        return Outcome(Resolution.HANDOFF, "requested", (Reply("choices", text, choices=(offer,)),), memory)

    def start_over(self, memory: Memory) -> Outcome:
        """Greet again with the topics."""
        say = sentences(memory.language)
        city = self._catalogue.municipalities.get(memory.municipality or "")
        return Outcome(Resolution.SMALLTALK, "start_over", (Reply("choices", say.say("start_over"), choices=self.topic_choices(city, say)),), memory)


def _contact_line(contact: Contact, city: str, say: Sentences) -> str:
    hours = say.say("contact_hours", hours=contact.hours) if contact.hours else None
    return say.say("contact_line", label=f"{city}{contact.label}", details=" ".join(part for part in (contact.phone, hours, contact.url) if part))


def _gist(text: str) -> str:
    """The first sentence that tells more than yes or no; languages without 「。」 keep their first line."""
    told = [sentence for sentence in text.split("\n", maxsplit=1)[0].split("。") if sentence]
    return next((sentence for sentence in told if len(sentence) > _MIN_TELLING), told[0]) + "。" * ("。" in text)


def _gap(subject: Subject, question: Question, city: Municipality, say: Sentences) -> str | None:
    missing = _missing_years(subject, question)
    name = city.profile.name
    if missing:
        key = "year_missing" if question.aspect in _FIGURE_ASPECTS else "year_not_told"
        told = say.say(key, year="・".join(year_label(year) for year in missing), city=name)
    elif question.aspect in STRICT_ASPECTS and not fact(subject, question, say) and not holds(subject, question):
        told = say.say("aspect_missing", aspect=say.say(f"aspect_{question.aspect.value}"), city=name)
    else:
        return None
    return "\n".join((told, say.say("ask_city_directly", city=name), say.say("known_instead")))


def _missing_years(subject: Subject, question: Question) -> tuple[int, ...]:
    if question.years and subject.indicators:
        lacking = years_missing(subject.indicators, question)
        return tuple(year for year in lacking if not _speaks_of_year(subject, year, question))
    return tuple(year for year in question.years if not _speaks_of_year(subject, year, question))


def _speaks_of_year(subject: Subject, year: int, question: Question) -> bool:
    entry = subject.entry
    texts = (entry.answer, subject.plan.as_of, *(text for text in vars(entry.facts).values() if text), *(f.name for f in entry.figures))
    label = year_label(year)
    named = any(label.removesuffix("度") in normalise(text) or str(year) in text for text in texts)
    if named or any(step.fiscal_year == year for step in entry.schedule):
        return True
    wants_figure = question.aspect in _FIGURE_ASPECTS or (subject.indicators and not question.stands_alone)
    return not wants_figure and _within(subject, year)


def _within(subject: Subject, year: int) -> bool:
    """Whether a year lies in the entry's period; one left open ends with the plan."""
    start, end = subject.entry.period.from_, subject.entry.period.to or subject.plan.period.to
    return bool(start and end) and parse_year(start or "") <= year <= parse_year(end or "")
