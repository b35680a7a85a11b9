"""What foreign residents' commonest words mean in Japanese, so that whatever was learnt from Japanese messages helps with theirs."""

import re
from functools import lru_cache
from pathlib import Path

from knowledge.text.normal import KANA, normalise
from knowledge.text.tokens import Token, tokenise, topic_words

_FILE = Path(__file__).with_name("foreign_words.yml")
_BLANKED = re.compile(r"[^\w'-]+")
# Chinese and Korean put no blanks around words, or endings behind them.
_RUNS_ON = re.compile(r"[一-鿿가-힣]")
_KANJI = re.compile(r"[一-鿿]")


@lru_cache(maxsize=1)
def _meanings() -> tuple[tuple[str, tuple[Token, ...]], ...]:
    """(foreign word as it is looked for, its Japanese words)."""
    lines = [line.partition(": ") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple((_sought(word), tokenise(japanese)) for japanese, _, words in lines for word in words.split(", "))


def _sought(word: str) -> str:
    return word if _RUNS_ON.search(word) else f" {word} "


@lru_cache(maxsize=4_000)
def japanese_words(text: str) -> tuple[Token, ...]:
    """The Japanese for the words of a foreign message that are known, each once; none for a message with kana."""
    if KANA.search(text):
        return ()
    told = f" {_BLANKED.sub(' ', normalise(text)).strip()} "
    found = {token.normal: token for word, tokens in _meanings() if word in told for token in tokens}
    return tuple(found.values())


def meant_topics(text: str) -> tuple[str, ...]:
    """The topic words of a message, those of a foreign one in Japanese; what has kanji may be Japanese and counts as it stands."""
    meant = () if _KANJI.search(text) else japanese_words(text)
    return tuple(token.normal for token in meant if token.carries_topic) if meant else topic_words(text)
