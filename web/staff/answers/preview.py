"""How a body that is being edited would look to residents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from knowledge.backing import unbacked_figures
from knowledge.catalogue import Catalogue
from knowledge.compose import Composer
from knowledge.entry import Entry
from knowledge.furigana import Ruby, furigana
from knowledge.memory import Memory
from knowledge.question import read_question
from knowledge.readability import HardPart, hard_parts
from knowledge.reply import Reply
from knowledge.text.city_name import CityNames
from web.staff.answers.entry_check import Mistake, read_entry

LINE_CHARACTERS = 500


@dataclass(frozen=True)
class Previews:
    """The reply as the page shows it, in easy Japanese and with furigana; hints; or what keeps it from being shown."""

    mistakes: tuple[Mistake, ...] = ()
    reply: Reply | None = None
    easy: Reply | None = None
    readings: tuple[Ruby, ...] = ()
    hard: tuple[HardPart, ...] = ()
    unbacked: tuple[str, ...] = ()

    @property
    def too_long_for_line(self) -> bool:
        """Whether the text fills more than a phone's screen."""
        return bool(self.reply and len(self.reply.text) > LINE_CHARACTERS)


def previews(body: Mapping[str, Any], catalogue: Catalogue) -> Previews:
    """Compose the replies with the product's own composer; validity dates are left aside."""
    entry, wrong = read_entry(body)
    if entry is None:
        return Previews(wrong)
    city = catalogue.municipalities.get(entry.municipality)
    if city is None:
        return Previews((Mistake("id", "取り扱っている市のIDにしてください"),))
    entry = replace(entry, valid_from=None, valid_until=None)
    plain, easy = (_reply(entry, catalogue, language) for language in ("ja", "ja-easy"))
    indicators = catalogue.indicators_of(entry)
    return Previews((), plain, easy, furigana(plain.text), hard_parts(entry.easy_answer), unbacked_figures(entry, indicators, city.plan))


def _reply(entry: Entry, catalogue: Catalogue, language: str) -> Reply:
    question = read_question(entry.question, CityNames({}))
    memory = Memory(municipality=entry.municipality, language=language)
    return Composer(catalogue).answer(entry, question, memory, "preview").replies[0]
