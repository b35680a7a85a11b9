"""Which of several offered labels a message takes: its number, its words, or none of them."""

import re
from collections.abc import Sequence

from knowledge.text.normal import squeeze

_COUNT = {"一": 1, "ひと": 1, "いち": 1, "二": 2, "ふた": 2, "に": 2, "三": 3, "みっ": 3, "みつ": 3, "さん": 3, "四": 4, "よっ": 4, "よん": 4, "五": 5, "ご": 5}
_TAKEN = r"(?:の(?:やつ|もの|ほう|方)?)?(?:です|で|がいい(?:です)?|を|をお願いします|でお願いします|を選びます|を教えて|にします)?$"
_NUMBER = re.compile(
    r"^(?:選択肢)?(?P<number>[1-9]|[一二三四五]|ひと|ふた|みっ|よっ|いち|に|さん|よん|ご)(?:番目?|つ目?|つめ|個目|ばん|ばんめ|のやつ)?" + _TAKEN
)
_FIRST = re.compile(r"^(?:一番上|いちばん上|上|最初|前者|はじめ)" + _TAKEN)
_LAST = re.compile(r"^(?:一番下|いちばん下|下|最後|後者)" + _TAKEN)
_NONE = re.compile(r"どれでもない|どれも(違|ちが)|(この|その)中に(は)?(ない|ありません)|該当(なし|しない)|当てはまる(もの|の)がない|どれにも|なし$|ありません$")
_CIRCLED = str.maketrans("①②③④⑤", "12345")

_ONE_OF_THEM = re.compile(r"の(やつ|もの|ほう|方|件)(です|で|がいい(です)?|をお願いします|でお願いします|を教えて)?$")

# Shorter fragments fit too many labels.
_MIN_PART = 3


def find_number(text: str) -> int | None:
    """The number a message names: 2, ２番, 二つ目, ② → 2; None for other messages. 「一番上」 is 1, 「最後」 is -1."""
    folded = squeeze(text.translate(_CIRCLED))
    if _FIRST.match(folded):
        return 1
    if _LAST.match(folded):
        return -1
    match = _NUMBER.match(folded)
    if not match:
        return None
    word = match["number"]
    return int(word) if word.isdigit() else _COUNT[word]


def find_choice(text: str, labels: Sequence[str]) -> int | None:
    """The place of the label taken, by number, by its words or a part of them that fits this label alone; else None."""
    number = find_number(text)
    if number is not None:
        place = number - 1 if number > 0 else len(labels) - 1
        return place if 0 <= place < len(labels) else None
    said, keys = squeeze(text), [squeeze(label) for label in labels]
    if said in keys:
        return keys.index(said)
    # 「レジのやつ」 says that it chooses, so a shorter part will do.
    part = _ONE_OF_THEM.sub("", said)
    enough = len(said) >= _MIN_PART if part == said else len(part) >= _MIN_PART - 1
    fitting = [place for place, key in enumerate(keys) if enough and part in key]
    return fitting[0] if len(fitting) == 1 else None


def means_none(text: str, label: str) -> bool:
    """Whether a message says that none of the offered things is meant."""
    return squeeze(text) == squeeze(label) or bool(_NONE.search(text))
