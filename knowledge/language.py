"""Which language a message is written in (lingua); Japanese wherever kana tell it."""

import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from knowledge.catalogue import read_yaml
from knowledge.foreign_wish import find_wish
from knowledge.sentence import sentences
from knowledge.text.normal import KANA, normalise

GREETINGS = Path(__file__).parent / "greetings.yml"
_WORDS = re.compile(r"\w+")
_HANGUL = re.compile(r"[가-힣]")
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN_WORDS = re.compile(r"[^\W\d_]{2,}")
_CODES = {
    IsoCode639_1.EN: "en",
    IsoCode639_1.ZH: "zh-Hans",
    IsoCode639_1.KO: "ko",
    IsoCode639_1.VI: "vi",
    IsoCode639_1.TL: "fil",
    IsoCode639_1.JA: "ja",
}

_FOREIGN = frozenset(("en", "zh-Hans", "zh-Hant", "ko", "vi", "fil"))
_HAN = re.compile(r"[一-龥]")

# A city's name tells no language, alone or before a question that waited for it (むつ市：Can I pay my tax?).
_CITY = re.compile(r"^[ぁ-ん一-龥]{1,5}[市町村](?::|$)")

# A name or an abbreviation alone (DX, LINE, CDO) is no English.
_MIN_LATIN_WORDS = 3
_MIN_HAN = 6

# Characters that Chinese sentences can hardly do without and Japanese keywords (令和6年度目標) don't have.
_CHINESE = re.compile(r"[吗嗎的我你您是这這们們么麼哪呢请請没沒吧怎]|可以|在|如何|多少|什")


def spoken_language(text: str, chosen: str) -> str:
    """The language to answer in: the one written, else the one chosen on the page. A chosen foreign language stays."""
    if chosen != "ja":
        return chosen
    return detect_language(text) or chosen


def is_foreign(language: str) -> bool:
    """Whether a language is neither Japanese nor easy Japanese."""
    return language in _FOREIGN


def continued_language(text: str, chosen: str, before: str, *, shown: Collection[str] = ()) -> str:
    """The language of a message within its conversation: a short one that tells none (since when?, OK, 2) stays in the one spoken before.

    `shown`: the choices offered; tapping one, or a button of a fixed sentence, says nothing of the language, which may be Japanese
    for want of a translation and else is too short to tell.
    """
    if not is_foreign(before):
        return chosen
    if text in shown or text in sentences(before).texts.values():
        return before
    said = _CITY.sub("", normalise(text))
    japanese = KANA.search(said) or (_HAN.search(said) and not before.startswith("zh"))
    return chosen if chosen != "ja" or japanese else before


def detect_language(text: str, *, latin_words: int = _MIN_LATIN_WORDS) -> str | None:
    """The language of a text (zh-Hans, zh-Hant, en, ko, vi, fil), or None where it is Japanese or can't be told.

    `latin_words`: a text of fewer words in Latin letters tells no language.
    """
    folded = _CITY.sub("", normalise(text)).strip()
    if KANA.search(folded) or not _LETTERS.search(folded):
        return None
    if _HANGUL.search(folded):
        return "ko"
    if told := _greeted(folded) or _wished(folded):
        return told
    if folded.isascii() and len(_LATIN_WORDS.findall(folded)) < latin_words:
        return None
    found = _detector().compute_language_confidence_values(folded)[0]
    code = _CODES[found.language.iso_code_639_1]
    if code == "zh-Hans":
        return _chinese(folded) if _CHINESE.search(folded) and len(folded) >= _MIN_HAN else None
    return None if code == "ja" else code


def _greeted(folded: str) -> str | None:
    """The language of a message that is a greeting or thanks and nothing else."""
    said = " ".join(_WORDS.findall(folded))
    return next((language for language, pattern in _greetings() if pattern.fullmatch(said)), None)


def _wished(folded: str) -> str | None:
    """The language of a message too short for the detector that is the wish for a procedure (I am moving)."""
    wish = find_wish(folded)
    if wish is None:
        return None
    return _chinese(folded) if wish.language == "zh" else wish.language


@lru_cache(maxsize=1)
def _greetings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((language, re.compile(pattern)) for language, pattern in dict(read_yaml(GREETINGS)).items())


def _chinese(text: str) -> str:
    """Simplified or traditional, by the code pages that hold the characters."""
    return "zh-Hans" if _fits(text, "gb2312") else "zh-Hant"


def _fits(text: str, encoding: str) -> bool:
    han = [c for c in text if "一" <= c <= "鿿"]
    kept = sum(bool(c.encode(encoding, "ignore")) for c in han)
    return kept == len(han)


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    languages = (Language.ENGLISH, Language.CHINESE, Language.KOREAN, Language.VIETNAMESE, Language.TAGALOG, Language.JAPANESE)
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
