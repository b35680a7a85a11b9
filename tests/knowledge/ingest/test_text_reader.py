"""Plain text in the encodings of Japanese offices; what can't be decoded is reported with its line."""

import pytest

from knowledge.ingest.reader import read_document
from knowledge.ingest.reading import Line, Problem

TEXT = "第1章 計画の概要\n大垣市は「水の都」です。①から⑩まで、ﾊﾝｶｸも〜あります。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le-bom"])
def test_encodings(encoding):
    text = TEXT.replace("〜", "~")
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert read_document(data).lines == tuple(Line(line) for line in text.splitlines())


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp"])
def test_older_encodings(encoding):
    text = "第1章 計画の概要\n大垣市の計画は、令和4年度から令和9年度までです。\n"
    assert read_document(text.encode(encoding)).lines == tuple(Line(line) for line in text.splitlines())


def test_undecodable_bytes_are_named_by_line():
    reading = read_document("一行目です。\n二".encode() + b"\xff\xfe" + "行目です。\n三行目です。\n".encode())
    assert reading.problems == (Problem("2行目", "読めない文字が2個あります"),)
    assert reading.lines[2].text == "三行目です。"


def test_many_broken_lines_are_counted():
    reading = read_document("文字です\n".encode() * 30 + b"\xe3\x81\n" * 25)
    assert len(reading.problems) == 21
    assert reading.problems[-1] == Problem("ほか", "あと5行に読めない文字があります")


def test_form_feeds_are_pages():
    assert read_document("一\n\f二\n".encode()).lines == (Line("一", 1), Line("二", 2))
