"""Grouping by meaning, on questions as residents word them."""

import time

import pytest

from web.staff.questions.grouping import grouped
from web.staff.questions.unanswered import Asked


def asked(*texts, count=1):
    return [Asked(text, "fallback", count, 0, 0) for text in texts]


@pytest.mark.parametrize(
    "same",
    [
        ("粗大ごみの出し方を知りたい", "粗大ゴミはどうやって出しますか", "粗大ごみ 出し方"),
        ("保育園の空き状況は", "保育園の空きはありますか", "保育園 空き"),
        ("水道料金を払いたい", "水道の料金の払い方", "水道料金の支払い"),
    ],
)
def test_wordings_of_one_question_come_together(same):
    others = asked("図書館は何時まで開いていますか", "市長の名前を教えて", "駅前の駐車場はどこ", "成人式はいつですか")
    groups = grouped([*asked(*same), *others])
    assert {item.text for item in groups[0]} == set(same)


def test_different_questions_stay_apart():
    texts = ("図書館は何時まで開いていますか", "市長の名前を教えて", "駅前の駐車場はどこ", "成人式はいつですか", "犬の登録をしたい")
    assert len(grouped(asked(*texts))) == len(texts)


@pytest.mark.parametrize("texts", [(), ("一つだけ",), ("？？？", "！！"), ("同じ", "同じ")])
def test_few_and_empty_questions_are_no_trouble(texts):
    assert sum(map(len, grouped(asked(*texts)))) == len(texts)


def test_the_biggest_group_comes_first():
    groups = grouped([*asked("市長の名前を教えて", count=3), *asked("犬の登録をしたい", count=9)])
    assert groups[0][0].text == "犬の登録をしたい"


def test_four_thousand_questions_are_grouped_in_ten_seconds():
    words = ("粗大ごみ", "保育園", "図書館", "水道料金", "駐車場", "成人式", "犬の登録", "予防接種", "国民健康保険", "道路の穴")
    ends = ("を知りたい", "はいつ", "の場所", "の申し込み", "にかかるお金", "の手続き", "が分からない", "について教えて")
    texts = [f"{a}と{b}{end}{n}" for n in range(5) for a in words for b in words for end in ends]
    started = time.process_time()
    grouped(asked(*texts))
    assert time.process_time() - started < 10
