"""LINE's limits in UTF-16 units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.line.text_length import cut, split, units


@pytest.mark.parametrize(("text", "length"), [("", 0), ("市", 1), ("𠮷", 2), ("👨‍👩‍👧", 8)])
def test_units(text, length):
    assert units(text) == length


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一つ目です。二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("「はい。」と言う。次。", ["「はい。」", "と言う。次。"]),
        ("一行目\n二行目", ["一行目", "二行目"]),
        ("句点のない長い文", ["句点のない長", "い文"]),
        ("", []),
    ],
)
def test_split_at_sentence_ends(text, parts):
    assert split(text, 6) == parts


@given(st.text(), st.integers(2, 50))
def test_split_loses_nothing_but_space(text, limit):
    parts = split(text, limit)
    assert all(0 < units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(), st.integers(2, 50))
def test_cut_fits(text, limit):
    assert units(cut(text, limit)) <= limit
    assert units(text) > limit or cut(text, limit) == text
