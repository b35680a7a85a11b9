"""Which city a text names: 大垣, 大垣市, おおがき, Ogaki."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.text.normal import normalise

# 「長崎県」 names the prefecture, not the city; 「長崎大学」 a university.
_PARTICLES = "はがのにでとをもへやあらだなっじ"
_KANA = re.compile("[ぁ-んー]+")
_NOT_THE_CITY = r"(?!県|大学|駅|空港|新幹線|半島|湾|港)"


@dataclass(frozen=True)
class CityMention:
    """A city found in a text: its id and offsets in the normalised text."""

    municipality: str
    start: int
    end: int


class CityNames:
    """Finds the names of cities; built once from {id: [names]}."""

    def __init__(self, names: Mapping[str, Sequence[str]], *, alone: bool = True) -> None:
        """`alone`: a name does not count as part of another (長崎県, 佐渡空港); a place's name does (大湊港)."""
        pairs = sorted(((normalise(name), city) for city, given in names.items() for name in given), key=lambda p: -len(p[0]))
        self._city_of = dict(reversed(pairs))
        self._pattern = re.compile("|".join(f"(?:{_bounded(name) if alone else re.escape(name)})" for name, _ in pairs) or r"(?!)")

    def find(self, text: str) -> tuple[CityMention, ...]:
        """Every city named, in order of appearance."""
        return tuple(CityMention(self._city_of[m.group()], m.start(), m.end()) for m in self._pattern.finditer(normalise(text)))


def _bounded(name: str) -> str:
    if name.isascii():
        return rf"(?<![a-z]){re.escape(name)}(?![a-z])"
    if name.endswith("市"):
        return re.escape(name)
    if _KANA.fullmatch(name):
        # 「おむつ」「むつかしい」「さどう」 hold a city's kana by chance.
        return rf"(?<![ぁ-ん](?<![{_PARTICLES}])){re.escape(name)}(?=[^ぁ-ん]|[{_PARTICLES}]|$)"
    return re.escape(name) + _NOT_THE_CITY
