"""Draft entries out of passages: a question, its place, what was found; the answer is left to a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.ingest.found_figure import FoundFigure, find_figures
from knowledge.ingest.found_initiative import FoundInitiative, find_initiatives
from knowledge.ingest.passage import Passage
from knowledge.text.fiscal_year import find_years
from knowledge.text.normal import squeeze

_MARK = re.compile(
    r"^(?:第\S+?[編部章節項]|[■□◼◆◇●○◎▶★☆▼]|[①-⑳]|[ア-コ][ \u3000．.]"
    r"|[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}(?:[)）．.、]|(?=[\s\u3000【≪《(（])))[\s\u3000:：]*"
)
_BRACKETS = re.compile(r"^[【〔［\[＜≪《](.+)[】〕］\]＞≫》]$")
# Headings that say nothing without the one above them.
_GENERAL = frozenset(
    "概要 目的 背景 趣旨 期間 位置づけ 位置付け 主な取り組み 主な取組 数値目標 数值目標 実施概要 調査結果 "
    "施策 課題 設問 回答結果 内容 その他 まとめ スケジュール".split()
)
_ACTION = re.compile(r"(推進|充実|整備|導入|拡大|構築|運用|活用|利活用|促進|強化|支援|向上|検討|研究|育成|実施|改善|対策|対応|化)$")
_CLAUSE_END = re.compile("[ぁ-ん]$")
_MAX_EXCERPT = 400


@dataclass(frozen=True)
class Draft:
    """A proposed entry, rested on one passage; `years` are the fiscal years named there."""

    question: str
    passage: Passage
    initiative: FoundInitiative | None
    figures: tuple[FoundFigure, ...]
    years: tuple[int, ...]

    @property
    def excerpt(self) -> str:
        """The passage's beginning, for the person who writes the answer."""
        return self.passage.text[:_MAX_EXCERPT]


def propose(passages: Sequence[Passage]) -> tuple[Draft, ...]:
    """For every passage with a heading a draft, or one for each initiative it lists; no question twice."""
    drafts = {squeeze(draft.question): draft for passage in reversed(passages) if passage.path for draft in reversed(list(_drafts(passage)))}
    return tuple(reversed(drafts.values()))


def _drafts(passage: Passage) -> Iterator[Draft]:
    initiatives = find_initiatives(passage.text)
    years = tuple(dict.fromkeys(mention.year for mention in find_years(passage.text)))
    figures = find_figures(passage.text)
    for initiative in initiatives:
        yield Draft(_question(initiative.name), passage, initiative, (), years)
    if not initiatives or figures:
        yield Draft(_question(subject(passage.path)), passage, None, figures, years)


def subject(path: Sequence[str]) -> str:
    """What a passage is about: its heading without number and marks, with the one above where it says nothing alone."""
    names = [_bare(heading) for heading in path]
    telling = next((place for place in range(len(names) - 1, -1, -1) if squeeze(names[place]) not in _GENERAL), 0)
    return "の".join(names[telling:]) if len(names) - telling <= 2 else f"{names[telling]}の{names[-1]}"


def _bare(heading: str) -> str:
    bare = heading
    while (shorter := _MARK.sub("", bare, count=1)) != bare and shorter.strip():
        bare = shorter
    return _BRACKETS.sub(r"\1", bare.strip()).strip() or heading


def _question(name: str) -> str:
    if _ACTION.search(name):
        return f"{name}では、どんなことをしますか"
    return f"「{name}」とは何ですか" if _CLAUSE_END.search(name) else f"{name}について教えてください"
