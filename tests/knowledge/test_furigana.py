"""Readings over kanji: right for city words, and the text itself is never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.furigana import furigana


def shown(text):
    return "".join(f"{ruby.text}[{ruby.reading}]" if ruby.reading else ruby.text for ruby in furigana(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("住民票", "住民票[じゅうみんひょう]"),
        ("佐世保市", "佐世保市[させぼし]"),
        ("手続", "手続[てつづき]"),
        ("手続き", "手続[てつづ]き"),
        ("取り組みます", "取[と]り組[く]みます"),
        ("1人1台", "1人1台[ひとりいちだい]"),
        ("大人", "大人[おとな]"),
        ("拡大人口", "拡大[かくだい]人口[じんこう]"),
        ("マイナンバーカード LINE 2024", "マイナンバーカード LINE 2024"),
        ("", ""),
    ],
)
def test_readings(text, expected):
    assert shown(text) == expected


@given(st.text(max_size=60))
def test_the_text_stays(text):
    assert "".join(ruby.text for ruby in furigana(text)) == text


def test_a_very_long_text_stays():
    text = "市の計画。" * 3000
    assert "".join(ruby.text for ruby in furigana(text)) == text
