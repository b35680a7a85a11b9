"""The finder: from a question that stands alone, or nearly, to an outcome, by search and its confidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.aspect import Aspect, find_aspect
from knowledge.catalogue import Catalogue
from knowledge.compose import Composer
from knowledge.entry import Entry
from knowledge.memory import Memory
from knowledge.place import about_the_place
from knowledge.question import Question, read_question
from knowledge.reply import Outcome
from knowledge.resolution import Resolution
from knowledge.search.ranking import Candidate, Ranking
from knowledge.search.search import Search
from knowledge.text.city_name import CityNames
from knowledge.text.tokens import topic_words

_MAX_CHOICES = 4

# A message with more topic words than these stands alone.
_FEW_WORDS = 3

# So near in confidence, what is asked for decides.
_CLOSE = 0.1
_OPEN = frozenset((Aspect.REASON, Aspect.HOW))

# What share of being sure enough to answer is likely.
_LIKELY_SHARE = 0.35

# How sure a short message must be alone not to be read together with the one before.
_SURE_ALONE = 0.9


@dataclass(frozen=True)
class Finder:
    """Searches one catalogue and decides between answering, asking back and declining."""

    catalogue: Catalogue
    search: Search
    composer: Composer

    def find(self, question: Question, memory: Memory) -> Outcome:
        """Ask for the city where it is unknown, else search, read together with the question before where that is surer."""
        if memory.municipality is None:
            return self.composer.ask_city(question, memory)
        ranking = self.search.search(question.text, memory.municipality)
        together = self._together(question, memory, ranking)
        leaning = self.decide(carry(question, memory), memory, together, reason="follow_up") if together else None
        # Where the entry before doesn't tell it and another surely does, the message was a question of its own.
        if leaning and (leaning.resolution is not Resolution.PARTIAL or ranking.confidence < self.search.thresholds.answer):
            return leaning
        return self.decide(question, memory, ranking)

    def _together(self, question: Question, memory: Memory, alone: Ranking) -> Ranking | None:
        """「じゃあ2番目は？」: the message read together with the question before, where that is surer than alone."""
        short = len(question.words) <= _FEW_WORDS
        if not memory.question or not memory.entry_id or question.cities or not short:
            return None
        beside = question.contrasts and not question.narrows
        if alone.confidence >= (self.search.thresholds.clarify if beside else _SURE_ALONE):
            return None
        ranking = self.search.search(f"{memory.question} {question.text}", memory.municipality)
        stays = bool(ranking.kept) and ranking.kept[0].entry_id == memory.entry_id
        if stays and not question.narrows and alone.confidence >= self.search.thresholds.clarify and not self._speaks_of(memory.entry_id, question):
            return None
        if ranking.confidence < self.search.thresholds.answer or not (stays or question.narrows or alone.confidence < self.search.thresholds.answer):
            return None
        return ranking

    def _speaks_of(self, entry_id: str, question: Question) -> bool:
        """Whether an entry has any of a message's own topic words: 「基本目標は？」 doesn't stay with an entry on birds."""
        entry = self.catalogue.entry(entry_id)
        told = topic_words("\n".join((entry.question, entry.answer, *entry.phrasings))) if entry else ()
        return not question.words or bool(set(told) & set(question.words))

    def decide(self, question: Question, memory: Memory, ranking: Ranking, *, reason: str = "confident_match") -> Outcome:
        """Answer when sure, send to another city that surely knows, ask back when in doubt, else say that nothing fits."""
        ranking = self._about(question, ranking)
        entries = [entry for candidate in ranking.kept if (entry := self.catalogue.entry(candidate.entry_id))]
        if entries and ranking.confidence >= self._enough(question, memory):
            memory = replace(memory, runners_up=tuple(entry.id for entry in entries[1:_MAX_CHOICES]))
            return self.composer.answer(entries[0], question, memory, reason, confidence=ranking.confidence)
        elsewhere = self._elsewhere(question, ranking)
        if elsewhere and ranking.confidence < self._likely:
            return self.composer.other_city(elsewhere, question, memory)
        if entries and ranking.confidence >= self.search.thresholds.clarify:
            return self.clarify(entries, question, memory)
        return self.composer.fallback(memory, "below_threshold")

    def telling(self, asked: Question, memory: Memory) -> Outcome | None:
        """The answer of the first entry that is surely on the question and tells the side of it that is asked; None where none does."""
        ranking = self._about(asked, self.search.search(asked.text, memory.municipality))
        sure = [candidate for candidate in ranking.kept if candidate.confidence >= _SURE_ALONE]
        entries = [entry for candidate in sure if (entry := self.catalogue.entry(candidate.entry_id))]
        outcomes = (self.composer.answer(entry, asked, memory, "follow_up") for entry in entries)
        return next((outcome for outcome in outcomes if outcome.resolution is Resolution.ANSWERED), None)

    def _enough(self, question: Question, memory: Memory) -> float:
        """How sure an answer must be: 「じゃあDXだと？」 has little to go by, but says that it is a topic beside the one before."""
        contrasted = question.contrasts and question.words and memory.entry_id
        return self._likely if contrasted else self.search.thresholds.answer

    @property
    def _likely(self) -> float:
        """Not sure, but more than a guess: what is surely told elsewhere must not be lost among guesses."""
        return _LIKELY_SHARE * self.search.thresholds.answer

    def _about(self, question: Question, ranking: Ranking) -> Ranking:
        """The ranking without entries that only quote what is asked for (a ranking of search words is no recipe)."""
        kept = tuple(c for c in ranking.kept if (entry := self.catalogue.entry(c.entry_id)) and _may_answer(entry, question))
        return replace(ranking, kept=self._asked_alike(kept, question))

    def _asked_alike(self, kept: Sequence[Candidate], question: Question) -> tuple[Candidate, ...]:
        """Of candidates that are about as sure, first the one whose own question asks for the same, where a reason or a way is asked for:
        「何のために」 is no 「いつ」. A date or a figure is told by many entries that are not asked for one.
        """
        close = [candidate for candidate in kept if candidate.confidence >= kept[0].confidence - _CLOSE]
        alike = [candidate for candidate in close if question.aspect in _OPEN and self._aspect_of(candidate) is question.aspect][:1]
        return (*alike, *(candidate for candidate in kept if candidate not in alike))

    def _aspect_of(self, candidate: Candidate) -> Aspect | None:
        entry = self.catalogue.entry(candidate.entry_id)
        return find_aspect(entry.question) if entry else None

    def _elsewhere(self, question: Question, ranking: Ranking) -> Entry | None:
        """An entry of another city that would have been answered there; of a port in Mutsu no entry on Sasebo's port tells."""
        sure = [r.candidate for r in ranking.rejected if r.why == "other_municipality" and r.candidate.confidence >= self.search.thresholds.answer]
        entries = (entry for candidate in sure if (entry := self.catalogue.entry(candidate.entry_id)))
        return next((entry for entry in entries if about_the_place(entry, question.text)), None)

    def there(self, city: str, question: Question, memory: Memory) -> Outcome:
        """For a question on a place that only another city has: send there where its plan surely answers, else say that nothing fits."""
        ranking = self._about(question, self.search.search(question.text, city))
        entry = self.catalogue.entry(ranking.kept[0].entry_id) if ranking.confidence >= self.search.thresholds.answer else None
        return self.composer.other_city(entry, question, memory) if entry else self.composer.fallback(memory, "below_threshold")

    def clarify(self, entries: Sequence[Entry], question: Question, memory: Memory) -> Outcome:
        """Offer the first of the close entries, but never the same ones twice running."""
        entries = entries[:_MAX_CHOICES]
        if memory.offered and set(memory.offered) == {entry.id for entry in entries}:
            return self.composer.simple(Resolution.FALLBACK, "asked_before", "clarify_again", replace(memory, offered=()))
        return self.composer.clarify(entries, question, memory)


def _may_answer(entry: Entry, question: Question) -> bool:
    return not entry.only_with or any(word in question.text for word in entry.only_with)


def carry(question: Question, memory: Memory) -> Question:
    """A follow-up without an aspect of its own asks for the one before; without a topic of its own it is about the question before."""
    aspect = memory.aspect if question.aspect is Aspect.WHAT and not _asks_then(question, memory) else question.aspect
    if question.words:
        return replace(question, aspect=aspect)
    return replace(question, aspect=aspect, text=memory.question or question.text, words=_words(memory), points_back=True)


def _asks_then(question: Question, memory: Memory) -> bool:
    """「令和7年度は？」 after 「いつから？」 asks what is then, not when it is."""
    return bool(question.years) and memory.aspect is Aspect.WHEN


def _words(memory: Memory) -> tuple[str, ...]:
    return read_question(memory.question, CityNames({})).words if memory.question else ()
