"""Dialect words and endings become standard ones, and standard sentences stay."""

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.text.dialect import standard
from knowledge.text.normal import normalise


@pytest.mark.parametrize(
    ("dialect", "plain"),
    [
        ("いつから始まるとですか", "いつから始まる"),
        ("使い方ば教えて", "使い方を教えて"),
        ("市役所で使いよっと?", "市役所で使います?"),
        ("どげんもんね?", "どんなものね?"),
        ("助けはなかと?", "助けはない?"),
        ("書かんでよか窓口", "書かないでよい窓口"),
        ("暮らしとるっちゃか", "暮らしている"),
        ("責任者だっちゃね?", "責任者?"),
        ("予約はできるんだべか", "予約はできる"),
        ("目標はなんぼだべ", "目標は"),
        ("dxってなんだっちゃ", "dxって何"),
        ("手数料なんぼかかるんだべ", "手数料いくらかかる"),
        ("教室さ行きてぇ、教えてけろ", "教室に行きたい、教えてください"),
        ("コンビニで取れるんやろ?", "コンビニで取れる?"),
        ("どこでやっとるの", "どこでやっているの"),
        ("何ができるんやて?", "何ができる?"),
    ],
)
def test_dialect(dialect, plain):
    assert standard(dialect) == plain


@pytest.mark.parametrize(
    "text",
    [
        "どこに相談すればいいですか",
        "まちなか情報板",
        "専門家による調べ",
        "選ばれた事業",
        "並ばない窓口",
        "令和9年度だと?",
        "サーバの更新",
        "終わりましたか",
        "受けとるには",
    ],
)
def test_standard_japanese_stays(text):
    assert standard(text) == text


def test_the_entries_own_questions_stay():
    changed = [entry.question for entry in load_catalogue().entries if standard(normalise(entry.question)) != normalise(entry.question)]
    assert changed == []
