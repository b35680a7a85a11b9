"""Answers are in our own words: beyond names and titles, no sentence is the plan's."""

import re
from pathlib import Path

import pytest

from knowledge.text.normal import squeeze

PLANS = Path(__file__).parents[3] / "shared" / "plans"

SENTENCE = re.compile(r"[^。！？\n]+")
# Names in quotes, glosses in parentheses, and numbered titles (1-a-2 …, (3)…, ①…) may be the plan's.
NAMES = re.compile(r"「[^」]*」|『[^』]*』|（[^）]*）|(?:\(\d+\)|[①-⑳]|\d+(?:-[0-9a-z]+)+ )[^(①-⑳]*?(?=、(?:\(|[①-⑳]|\d)|で(?:す|は)|を|$)")
ENDING = re.compile(r"(です|ます|ました|ません|しています|されています|ています|ていきます|予定です|ことです)$")
COPIED = 0.85
SHORT = 15


def longest_shared(text, plan):
    """The length of the longest run of a text that stands in the plan."""
    best = start = 0
    while start + best < len(text):
        while start + best < len(text) and text[start : start + best + 1] in plan:
            best += 1
        start += 1
    return best


def copied_sentences(answer, plan):
    bare = {sentence: ENDING.sub("", squeeze(NAMES.sub("", sentence))) for sentence in SENTENCE.findall(answer)}
    return [s for s, text in bare.items() if len(text) >= SHORT and longest_shared(text, plan) >= COPIED * len(text) and not is_list(s)]


def is_list(sentence):
    """A list of names has no clause of its own: its parts are short and hold no verb's ending."""
    parts = re.split(r"[、・]", ENDING.sub("", sentence))
    return len(parts) >= 4 and not any(re.search(r"(し|き|り|み|て|する|れる|った)$", part) for part in parts)


PLAN = squeeze("本市では、スマートフォンの操作に不安がある方を対象に、地域の公民館で体験教室を開催します。製造業 31.8% 建設業 22.7%")


@pytest.mark.parametrize(
    ("answer", "copied"),
    [
        ("スマートフォンの操作に不安がある方を対象に、地域の公民館で体験教室を開催します。", True),
        ("スマホが苦手な方のために、公民館で教室を開きます。", False),
        ("「スマートフォンの操作に不安がある方を対象に、地域の公民館で体験教室」という事業です。", False),
    ],
)
def test_copying_is_seen(answer, copied):
    assert bool(copied_sentences(answer, PLAN)) is copied


def test_answers_are_in_our_own_words(catalogue, city):
    path = PLANS / f"{city}.txt"
    if not path.is_file():
        pytest.skip(f"計画の文章（{path.name}）がないため、写しがないかを確かめられません")
    plan = squeeze(path.read_text(encoding="utf-8"))
    copied = {entry.id: found for entry in catalogue.municipalities[city].entries if (found := copied_sentences(entry.answer, plan))}
    assert not copied
