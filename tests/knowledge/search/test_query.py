"""Any text makes a query, and the right document comes out first."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.document import Document
from knowledge.search.index import Index
from knowledge.search.query import read_query
from knowledge.search.ranker import LinearRanker
from knowledge.search.retriever import Retriever

STRANGE = (
    *("", " ", "?!。、…", "😀🎉👨\u200d👩\u200d👧", "あ" * 500, "ｺﾝﾋﾞﾆ", "\u202e\u200b住民票\u2066"),
    *("<html><body>" + "住民票 " * 5000, "How do I get a certificate?", "如何领取证明", "주민표", "Làm sao"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("マイナカードで住民票を出したい", "a.certificate"),
        ("ゴミを予約して捨てる", "b.garbage"),
        ("スマホを習いたい", "a.class"),
        ("ｺﾝﾋﾞﾆ", "a.certificate"),
        ("でじたいぜーしょんってなあに", "b.dx"),
        ("デジタル政索室ってなにをしてるところ?", "a.office"),
    ],
)
def test_finds(index, asked, found):
    table = Retriever(index).table(asked)
    best = table.places[np.argmax(LinearRanker((), (), ()).scores(table))]
    assert index.documents[best].id == found


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_is_ranked_in_bounded_time(index, text):
    started = time.perf_counter()
    table = Retriever(index).table(text, "a")
    assert np.isfinite(table.values).all()
    assert time.perf_counter() - started < 1.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600))
def test_no_text_breaks_it(index, text):
    query = read_query(text, index)
    table = Retriever(index).table(text)
    assert np.isfinite(table.values).all() and len(query.words) == len(query.weight)


def test_own_city_comes_first(index):
    table = Retriever(index).table("大型ごみの予約", "a")
    groups = index.groups[table.places]
    assert list(groups) == ["a"] * 3 + ["b"] * 2


@pytest.mark.parametrize("year", ["令和6年度", "令和６年", "R6", "2024年度", "２０２４年", "令和六年度"])
def test_a_year_is_one_term_however_it_is_written(lexicon, year):
    words = lexicon.analyser.terms(f"{year}の目標").words
    assert "@2024" in words
    assert not {"令和", "6", "2024", "r"} & set(words)


def test_an_entry_that_writes_the_era_is_found_by_the_western_year(lexicon):
    entries = (
        Document("a.5", "令和5年度の予定", "整備します。"),
        Document("a.6", "令和6年度の予定", "整備します。"),
        Document("a.7", "R7年度の予定", "整備します。"),
    )
    index = Index(entries, lexicon).complete()
    table = Retriever(index).table("2024年は何をする予定ですか")
    assert index.documents[table.places[np.argmax(table.column("base"))]].id == "a.6"
