"""The clerk: takes a message and what the conversation remembers, gives an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.aspect import STRICT_ASPECTS, Aspect
from knowledge.bare_word import entries_on
from knowledge.catalogue import Catalogue
from knowledge.choice import find_choice, find_number, means_none
from knowledge.compose import Composer
from knowledge.entry import Entry
from knowledge.finder import Finder, carry
from knowledge.foreign_question import read_foreign
from knowledge.memory import Memory
from knowledge.place import owner_elsewhere
from knowledge.procedure import Circumstances, Procedure, guide
from knowledge.question import Question, read_question
from knowledge.reply import Outcome
from knowledge.resolution import Resolution
from knowledge.search.search import Search
from knowledge.sentence import sentences
from knowledge.text.city_name import CityNames
from knowledge.text.normal import KANA
from knowledge.topic_label import find_topic
from knowledge.translated import Translated, translated
from knowledge.wording import question_of

_LONG_OBJECTION = 12


@dataclass(frozen=True)
class Clerk:
    """Answers from one catalogue with one search; both are replaced together when something is published."""

    catalogue: Catalogue
    search: Search
    names: CityNames
    places: CityNames
    translations: Mapping[str, Translated]

    @property
    def _composer(self) -> Composer:
        return Composer(self.catalogue)

    @property
    def _finder(self) -> Finder:
        return Finder(self.catalogue, self.search, self._composer)

    def answer(self, text: str, memory: Memory) -> Outcome:
        """Read, find the city, lean on the conversation where the message does, else search."""
        question = self._read(text, memory)
        outcome = self._answer(question, text, replace(memory, municipality=self._city(question, memory)))
        moved = memory.municipality and outcome.memory.municipality != memory.municipality
        return self._composer.name_city(outcome) if moved else outcome

    def _read(self, text: str, memory: Memory) -> Question:
        """A message read; a foreign one asks for an aspect, and leans on the conversation, as a Japanese one does."""
        return read_foreign(read_question(text, self.names), text, memory.language)

    def _answer(self, question: Question, text: str, memory: Memory) -> Outcome:
        taken = self._taken(text, memory) or self._topic(text, memory)
        if taken:
            return taken
        pending = self._pending(question, memory)
        if pending:
            return self._find(pending, memory)
        return self._from_context(question, memory) or self._asked_back(question, memory) or self._find(question, memory)

    def _asked_back(self, question: Question, memory: Memory) -> Outcome | None:
        """「ドローン」 alone is asked back where several entries speak of it, the likelier ones first; the same offer is not made twice running."""
        city = self.catalogue.municipalities.get(memory.municipality or "")
        entries = entries_on(question, city.current) if city and memory.language.startswith("ja") else ()
        if not entries or city is None:
            return None
        ranks = [candidate.entry_id for candidate in self.search.search(question.words[0], city.profile.id).kept]
        likely = sorted(entries, key=lambda entry: ranks.index(entry.id) if entry.id in ranks else len(ranks))
        return self._finder.clarify(likely, question, memory)

    def _find(self, question: Question, memory: Memory) -> Outcome:
        """A foreign question is looked for among the translations alone: the index is Japanese."""
        known = self.translations.get(memory.language)
        if known is None or memory.municipality is None or KANA.search(question.text):
            owner = self._owner(question, memory)
            return self._finder.there(owner, question, memory) if owner else self._finder.find(question, memory)
        entry = known.find(question.text, memory.municipality)
        if entry is None:
            return self._composer.fallback(memory, "below_threshold")
        return self._composer.answer(entry, question, memory, "confident_match")

    def _topic(self, text: str, memory: Memory) -> Outcome | None:
        """The questions on a topic, when the message is what tapping that topic sends."""
        topic = find_topic(text)
        return self._composer.topic(topic, memory) if topic and memory.municipality else None

    def _city(self, question: Question, memory: Memory) -> str | None:
        served = self.catalogue.municipalities
        named = next((city for city in question.cities if city in served), None)
        only = next(iter(served)) if len(served) == 1 else None
        return named or memory.municipality or only or self._by_place(question)

    def _by_place(self, question: Question) -> str | None:
        """The one city whose places are named; a place never overrules a city that is known."""
        found = {mention.municipality for mention in self.places.find(question.text)}
        return found.pop() if len(found) == 1 else None

    def _owner(self, question: Question, memory: Memory) -> str | None:
        """The other city whose place is asked for, where the conversation's city knows no such place."""
        here = self.catalogue.municipalities.get(memory.municipality or "")
        return owner_elsewhere(question.text, self.places, here) if here and not question.cities else None

    def _pending(self, question: Question, memory: Memory) -> Question | None:
        """The question that waited for a city, when the message is only that city's name."""
        if question.cities and not question.words and memory.question and not memory.entry_id and not memory.offered:
            return replace(read_question(memory.question, self.names), cities=question.cities)
        return None

    def _from_context(self, question: Question, memory: Memory) -> Outcome | None:
        entry = self.catalogue.entry(memory.entry_id) if memory.entry_id else None
        if entry is None:
            return self._lost(question, memory)
        if question.stands_alone:
            return self._contrast(question, memory)
        if question.cities and question.cities[0] != entry.municipality:
            return self._same_elsewhere(entry, question, memory)
        asked = carry(question, memory)
        return self._or_beside(self._composer.answer(entry, asked, memory, "follow_up"), asked, memory)

    def _or_beside(self, outcome: Outcome, asked: Question, memory: Memory) -> Outcome:
        """Where the entry leaned on lacks what is asked, another that surely is on the same question and tells it."""
        if outcome.resolution is not Resolution.PARTIAL or not memory.question:
            return outcome
        beside = self._finder.telling(replace(asked, text=memory.question), replace(memory, municipality=outcome.memory.municipality))
        return beside or outcome

    def _lost(self, question: Question, memory: Memory) -> Outcome | None:
        """A follow-up with nothing before it."""
        if question.words or question.cities or (question.aspect is Aspect.WHAT and not question.points_back):
            return None
        return self._composer.simple(Resolution.CLARIFYING, "nothing_before", "follow_up_lost", memory)

    def _contrast(self, question: Question, memory: Memory) -> Outcome | None:
        """「じゃあDXだと？」: a new topic, asked the way the last one was."""
        if not question.contrasts or question.aspect is not Aspect.WHAT or memory.aspect is Aspect.WHAT or question.cities:
            return None
        named = self.catalogue.by_phrasing(memory.municipality or "", "".join(question.words))
        asked = carry(question, memory)
        return self._composer.answer(named, asked, memory, "follow_up") if named else self._finder.find(asked, memory)

    def _same_elsewhere(self, entry: Entry, question: Question, memory: Memory) -> Outcome:
        """「じゃあ大垣市は？」: the other city's entry on the same concept, else what its plan finds for the same question."""
        asked = carry(question, replace(memory, aspect=memory.aspect if memory.aspect in STRICT_ASPECTS else Aspect.WHAT))
        twin = self.catalogue.by_concept(question.cities[0], entry.concept) if entry.concept else None
        if twin:
            return self._or_beside(self._composer.answer(twin, asked, memory, "follow_up"), asked, memory)
        asked = replace(asked, text=memory.question or entry.question)
        ranking = self.search.search(asked.text, question.cities[0])
        if ranking.confidence < self.search.thresholds.clarify:
            return self._composer.fallback(memory, "not_in_plan", key="not_in_this_plan")
        return self._finder.decide(asked, memory, replace(ranking, rejected=()))

    def _taken(self, text: str, memory: Memory) -> Outcome | None:
        """One of the offered entries, when the message is its number or (part of) its label."""
        offered = [entry for name in memory.offered if (entry := self.catalogue.entry(name))]
        chosen = find_choice(text, [question_of(entry, memory.language) for entry in offered])
        if chosen is None:
            chosen = find_choice(text, [entry.question for entry in offered])
        if chosen is None:
            return None
        asked = read_question(memory.question or text, self.names)
        return self._composer.answer(offered[chosen], asked, memory, "follow_up")

    def choose(self, text: str, memory: Memory) -> Outcome:
        """Take up an offered entry or city; none of them leads to a hint; without an offer the text is a question."""
        if city := self._city_taken(text, memory):
            return self._finder.find(read_question(memory.question or "", self.names), replace(memory, municipality=city))
        if means_none(text, sentences(memory.language).say("none_of_these")):
            return self._composer.simple(Resolution.FALLBACK, "none_of_these", "rephrase", replace(memory, offered=(), entry_id=None))
        if find_number(text) is not None and not memory.offered:
            return self._composer.simple(Resolution.SMALLTALK, "nothing_offered", "follow_up_lost", memory)
        return self.answer(text, memory)

    def _city_taken(self, text: str, memory: Memory) -> str | None:
        """The city whose number is named, while a question waits for its city."""
        number = find_number(text)
        cities = list(self.catalogue.municipalities)
        waiting = memory.question and memory.municipality is None and not memory.offered
        return cities[number - 1] if waiting and number and 0 < number <= len(cities) else None

    def accept(self, memory: Memory) -> Outcome:
        """「はい」: the one entry offered; with none or several offered it is thanked for."""
        offered = self.catalogue.entry(memory.offered[0]) if len(memory.offered) == 1 else None
        if offered is None:
            return self._composer.simple(Resolution.SMALLTALK, "affirm", "affirm_alone", memory)
        outcome = self._composer.answer(offered, read_question(memory.question or "", self.names), memory, "follow_up")
        return self._composer.name_city(outcome) if offered.municipality != memory.municipality else outcome

    def decline(self, memory: Memory) -> Outcome:
        """「いいえ」: none of what was offered; with nothing offered it is taken note of."""
        if memory.offered:
            return self.choose(sentences(memory.language).say("none_of_these"), memory)
        return self._composer.simple(Resolution.SMALLTALK, "deny", "deny_alone", memory)

    def not_that(self, text: str, memory: Memory) -> Outcome:
        """「違う」: offer the candidates that came next; with a topic of its own the message is a new question."""
        if read_question(text, self.names).stands_alone and len(text) > _LONG_OBJECTION:
            return self.answer(text, replace(memory, entry_id=None))
        entries = [entry for name in memory.runners_up if (entry := self.catalogue.entry(name))]
        after = replace(memory, runners_up=(), entry_id=None)
        if not entries:
            return self._composer.simple(Resolution.FALLBACK, "none_of_these", "rephrase", replace(after, offered=()))
        return self._composer.clarify(entries, read_question(memory.question or text, self.names), after, key="next_candidates")

    def ask_city_for_procedure(self, memory: Memory) -> Outcome:
        """Ask which city the procedure is in."""
        return self._composer.ask_city(read_question("", self.names), memory, key="procedure_no_city")

    def advise(self, procedure: Procedure, told: Circumstances, memory: Memory, *, city: str | None = None) -> Outcome:
        """End the procedure guide; `city` is the one told in the guide, which counts before the conversation's."""
        return guide(self.catalogue, procedure, told, replace(memory, municipality=city or memory.municipality))

    def speak_easily(self, memory: Memory) -> Outcome:
        """From now on easy Japanese; the last answer is said again in it."""
        easy = replace(memory, easy=True, language="ja-easy")
        entry = self.catalogue.entry(memory.entry_id) if memory.entry_id else None
        if entry is None:
            return self._composer.simple(Resolution.SMALLTALK, "easy_japanese", "easy_on", easy)
        return self._composer.answer(entry, read_question("", self.names), easy, "follow_up")

    def compare(self, text: str, memory: Memory) -> Outcome:
        """「ほかの市では？」: every served city on the entry last given, or on the message's own topic."""
        question = read_question(text, self.names)
        entry = self.catalogue.entry(memory.entry_id) if memory.entry_id else None
        if entry is None:
            return self.answer(text, memory)
        found = {city: self._twin(entry, city, memory) for city in self.catalogue.municipalities}
        return self._composer.comparison(found, carry(question, memory), memory)

    def _twin(self, entry: Entry, city: str, memory: Memory) -> Entry | None:
        """The city's entry on the same thing: by concept, else by a sure search."""
        if city == entry.municipality:
            return entry
        twin = self.catalogue.by_concept(city, entry.concept) if entry.concept else None
        if twin:
            return twin
        ranking = self.search.search(memory.question or entry.question, city)
        sure = ranking.kept and ranking.confidence >= self.search.thresholds.answer
        return self.catalogue.entry(ranking.kept[0].entry_id) if sure else None

    def hand_over(self, text: str, memory: Memory) -> Outcome:
        """The contacts that the city has configured."""
        question = read_question(text, self.names)
        return self._composer.hand_over(replace(memory, municipality=self._city(question, memory)))

    def refuse(self, memory: Memory) -> Outcome:
        """Say that this is no matter of the plan, and offer its topics."""
        return self._composer.fallback(memory, "out_of_scope", key="out_of_scope")

    def start_over(self, memory: Memory) -> Outcome:
        """A fresh memory and the topics."""
        return self._composer.start_over(Memory(municipality=memory.municipality, language=memory.language))


def build_clerk(catalogue: Catalogue, search: Search) -> Clerk:
    """A clerk for a catalogue, with the names by which its cities are known and the places that only one of them has."""
    names = CityNames({name: city.profile.aliases for name, city in catalogue.municipalities.items()})
    places = CityNames({name: city.profile.places for name, city in catalogue.municipalities.items()}, alone=False)
    return Clerk(catalogue, search, names, places, translated(catalogue.entries))
