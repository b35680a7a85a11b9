"""One spelling for what people type in many: width, case, kana, invisible characters."""

import re
import unicodedata

_KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_BLANKS = str.maketrans("\n\r\t", "   ")
KANA = re.compile(r"[ぁ-んァ-ヴー]")
_WHITE = re.compile(r"\s+")
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


def squeeze(text: str) -> str:
    """The letters and digits alone, normalised: a key for comparing labels and phrasings."""
    return "".join(c for c in normalise(text) if unicodedata.category(c)[0] in "LN" or c == "ー")
