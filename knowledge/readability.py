"""Whether a text is やさしい日本語: short sentences, few kanji, no officialese; used on every easy answer, by the tests and for staff."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_SENTENCE = 45
# Measured over the 858 easy answers: the median is 0.21, one in a hundred lies above 0.44.
MAX_KANJI_SHARE = 0.45

# Officialese and a plain way to say it.
PLAIN_WORDS = {
    "推進": "すすめる",
    "構築": "つくる",
    "利活用": "つかう",
    "活用": "つかう",
    "向上": "よくする",
    "促進": "ふやす",
    "実施": "する",
    "整備": "ととのえる",
    "導入": "つかいはじめる",
    "拡充": "ふやす",
    "運用": "つかう",
    "効率化": "はやくする",
    "円滑": "うまく",
    "高度化": "もっとよくする",
    "連携": "いっしょにする",
    "基盤": "もとになるしくみ",
    "施策": "市のしごと",
    "当該": "その",
    "速やか": "すぐ",
    "遂行": "する",
    "策定": "きめる",
}

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_KANJI = re.compile(r"[々〇㐀-鿿]")


class Hardness(StrEnum):
    """Why a part is hard to read."""

    LONG_SENTENCE = "long_sentence"
    MANY_KANJI = "many_kanji"
    OFFICIALESE = "officialese"


@dataclass(frozen=True)
class HardPart:
    """A part that is hard to read: why, the part itself, and the plainer word or the measure found against its limit."""

    hardness: Hardness
    part: str
    advice: str


def hard_parts(text: str) -> tuple[HardPart, ...]:
    """Everything that keeps a text from being やさしい日本語; empty when it is easy."""
    return (*_long_sentences(text), *_many_kanji(text), *_officialese(text))


def kanji_share(text: str) -> float:
    """Kanji among the letters and digits, 0–1; 0 for a text without any."""
    letters = [c for c in text if unicodedata.category(c)[0] in "LN"]
    return len(_KANJI.findall("".join(letters))) / len(letters) if letters else 0.0


def _long_sentences(text: str) -> list[HardPart]:
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)]
    return [HardPart(Hardness.LONG_SENTENCE, s, f"{len(s)}字（{MAX_SENTENCE}字まで）") for s in sentences if len(s) > MAX_SENTENCE]


def _many_kanji(text: str) -> list[HardPart]:
    share = kanji_share(text)
    advice = f"漢字が{share:.0%}（{MAX_KANJI_SHARE:.0%}まで）"
    return [HardPart(Hardness.MANY_KANJI, text.strip(), advice)] if share > MAX_KANJI_SHARE else []


def _officialese(text: str) -> list[HardPart]:
    return [HardPart(Hardness.OFFICIALESE, word, plain) for word, plain in PLAIN_WORDS.items() if word in text]
