"""One spelling for what people type in many: width, case, kana, invisible characters."""

import re
import unicodedata

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_BLANKS = str.maketrans("\n\r\t", "   ")
KANA = re.compile(r"[ぁ-んァ-ヴー]")
_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"<(script|style)\b.*?</\1>|</?[a-z!][^<>]*>")
# A particle between blanks or a verb's ending tells a sentence from a name.
_KATAKANA_SENTENCE = re.compile(r"(^| )(ハ|ガ|ヲ|ニ|デ|ノ|ト|モ|ヘ|カラ|マデ)( |$)|(マスカ|デスカ|マセンカ|クダサイ|タイ|オシエテ)[?。!]*$")
_OTHER_LETTERS = re.compile(r"[ぁ-ん一-鿿]")
_LONG_RUN = re.compile(r"(\D)\1{3,}")


def visible(text: str) -> str:
    """Drop control, zero-width and bidirectional characters; line ends and tabs become blanks."""
    spaced = text.translate(_BLANKS)
    # Nearly every text ends here; looking at each character costs a second for a city's knowledge.
    if spaced.replace("\u3000", " ").isprintable():
        return spaced
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))


def normalise(text: str) -> str:
    """NFKC, lower case, visible characters only, single blanks; runs of one character are cut to three, runs of a digit stay (10000)."""
    folded = unicodedata.normalize("NFKC", visible(text)).lower()
    return _WHITE.sub(" ", _LONG_RUN.sub(r"\1\1\1", folded)).strip()


def hiragana(text: str) -> str:
    """Katakana letters as hiragana; everything else stays."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


def as_spoken(text: str) -> str:
    """A normalised message as somebody would say it: tags of a pasted page dropped, a sentence all in katakana (old phones) in hiragana."""
    told = _WHITE.sub(" ", _TAG.sub(" ", text)).strip() or text
    telegraphic = _KATAKANA_SENTENCE.search(told) and not _OTHER_LETTERS.search(told)
    return hiragana(told) if telegraphic else told


def squeeze(text: str) -> str:
    """The letters and digits alone, normalised: a key for comparing labels and phrasings."""
    return "".join(c for c in normalise(text) if unicodedata.category(c)[0] in "LN" or c == "ー")
