"""The procedure guide: which matter a resident has in hand, what must be asked, what the city's plan offers for it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from knowledge.catalogue import Catalogue, read_yaml
from knowledge.entry import Entry
from knowledge.foreign_wish import find_wish
from knowledge.memory import Memory
from knowledge.reply import Citation, Evidence, Outcome, Reply
from knowledge.resolution import Resolution
from knowledge.sentence import Sentences, sentences
from knowledge.text.normal import normalise
from knowledge.wording import answer_of, choices_of, lacks_translation

FILE = Path(__file__).parent / "procedures.yml"
Way = Literal["phone", "counter"]


@dataclass(frozen=True)
class Offer:
    """A concept that may help, and the circumstances in which it does; None: in all."""

    concept: str
    card: bool | None = None
    way: Way | None = None


@dataclass(frozen=True)
class Procedure:
    """A matter residents have at the counter."""

    id: str
    words: re.Pattern[str]
    asks: tuple[str, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Circumstances:
    """What the resident told: a My Number card in hand, by phone or at the counter; None: not told."""

    card: bool | None = None
    way: Way | None = None


_CARD_NO = re.compile(
    r"(カード|マイナ).{0,8}(ない|無い|ありません|持って(い)?(ない|ません)|なかった|作って(い)?(ない|ません)|なくした)|^(持って(い)?(ない|ません)|ない(です)?|ありません|まだ(です|ない)?)"
)
_CARD_YES = re.compile(r"(カード|マイナ).{0,6}(ある|あります|持って(い)?(る|ます)|作った|できた|見つか)|^(持って(い)?(る|ます)|ある|あります)")
_WAY_COUNTER = re.compile(r"窓口|役所(で|に|へ)|対面|直接(行|手続)|スマホ(は|が)?.{0,6}(使えない|苦手|持って(い)?ない|ない|むり|無理|できない)")
_WAY_PHONE = re.compile(r"スマホ|スマートフォン|携帯|パソコン|オンライン|ネット|家(で|から)|自宅")

_UNSURE = re.compile(
    r"(わか|分か|判)(ら|り)(ない|ん|ず|ません)|知らない|覚えて(い)?(ない|ません)|忘れ(た|ました)|(どちら|どっち)でも|迷って|決めて(い)?(ない|ません)"
)

# A statement of what one wants to do, not a question about what the plan says.
_QUESTION = re.compile(
    r"[?？]|(です|ます|でき|ある|れる|いい|ない)か[。]?$|教えて|とは|って何|何(が|を|で|です)|いつ|どこ|どう(やって|すれ)|なぜ|だれ|誰|いくら|計画|目標|実績|予定|取組|取り組み|できる\s*$"
)


def find_procedure(text: str) -> Procedure | None:
    """The procedure a short statement asks for; None for questions, which the search answers."""
    if wish := find_wish(text):
        return procedure_of(wish.procedure)
    folded = normalise(text)
    if len(folded) > 40 or is_question(folded):
        return None
    return next((procedure for procedure in procedures() if procedure.words.search(folded)), None)


def is_question(text: str) -> bool:
    """Whether a message asks something rather than states what its writer has or wants."""
    return bool(_QUESTION.search(normalise(text)))


def procedure_of(procedure_id: str) -> Procedure:
    """The procedure with this id; KeyError for another."""
    return {procedure.id: procedure for procedure in procedures()}[procedure_id]


def read_circumstances(text: str) -> Circumstances:
    """What a message tells of the resident's circumstances; a question tells nothing."""
    folded = normalise(text)
    if is_question(folded):
        return Circumstances()
    card = False if _CARD_NO.search(folded) else True if _CARD_YES.search(folded) else None
    way: Way | None = "counter" if _WAY_COUNTER.search(folded) else "phone" if _WAY_PHONE.search(folded) else None
    return Circumstances(card, way)


def is_unsure(text: str) -> bool:
    """Whether somebody who was asked can't tell, or doesn't mind: 「わからない」「どちらでもいい」."""
    return bool(_UNSURE.search(normalise(text)))


def guide(catalogue: Catalogue, procedure: Procedure, told: Circumstances, memory: Memory) -> Outcome:
    """What the city's plan offers for a procedure in these circumstances, honestly also where it has nothing."""
    city = catalogue.municipalities[memory.municipality or ""]
    say = sentences(memory.language)
    offers = [offer for offer in procedure.offers if _fits(offer, told)]
    found = [(offer, catalogue.by_concept(city.profile.id, offer.concept)) for offer in offers]
    entries = [entry for _, entry in found if entry]
    name = city.profile.name
    head = say.say("procedure_head" if entries else "procedure_nothing", label=say.say(f"procedure_name_{procedure.id}"), city=name)
    lines = [head, *(_lines(found, say) if entries else ())]
    if told.card is False and any(offer.card for offer in procedure.offers):
        lines.append(say.say("procedure_card_first"))
    lines.append(say.say("procedure_ask_city", city=name))
    evidence = _evidence(entries, catalogue)
    choices = choices_of(entries, memory.language)
    reply = Reply("answer" if evidence else "text", "\n".join(lines), evidence=evidence, related=choices)
    resolution = Resolution.ANSWERED if entries else Resolution.PARTIAL
    return Outcome(resolution, "procedure", (reply,), replace(memory, entry_id=entries[0].id if entries else None, offered=()))


def _fits(offer: Offer, told: Circumstances) -> bool:
    card_fits = offer.card is None or told.card is None or offer.card == told.card
    return card_fits and (offer.way is None or told.way is None or offer.way == told.way)


def _lines(found: list[tuple[Offer, Entry | None]], say: Sentences) -> list[str]:
    """A line for each offer; what can be told in Japanese only comes last, under a note."""
    japanese = [pair for pair in found if pair[1] and lacks_translation(pair[1], say.language)]
    told = [_line(offer, entry, say) for offer, entry in found if (offer, entry) not in japanese]
    return told + ([say.say("japanese_only"), *(_line(offer, entry, say) for offer, entry in japanese)] if japanese else [])


def _line(offer: Offer, entry: Entry | None, say: Sentences) -> str:
    label = say.say(f"offer_name_{offer.concept}")
    if entry is None:
        return say.say("procedure_missing", label=label)
    return say.say("procedure_item", label=label, text=answer_of(entry, say.language).split("\n")[0])


def _evidence(entries: list[Entry], catalogue: Catalogue) -> Evidence | None:
    if not entries:
        return None
    plan = catalogue.municipalities[entries[0].municipality].plan
    sources = dict.fromkeys((source.section, source.page) for entry in entries for source in entry.sources)
    return Evidence(entries[0].id, 1.0, plan.as_of, tuple(Citation(plan.title, section, page) for section, page in sources))


@lru_cache(maxsize=1)
def procedures() -> tuple[Procedure, ...]:
    """Every procedure of procedures.yml."""
    return tuple(_procedure(row) for row in read_yaml(FILE))


def _procedure(row: dict[str, object]) -> Procedure:
    offers = tuple(Offer(**offer) for offer in row["offers"])  # type: ignore[attr-defined]
    return Procedure(str(row["id"]), re.compile(str(row["words"])), tuple(row["asks"]), offers)  # type: ignore[arg-type]
