"""PDFs: Japanese text with pages, and a clear line for what can't be read."""

import time

import pytest

from knowledge.errors import IngestError
from knowledge.ingest.reader import read_document
from knowledge.ingest.reading import Line

FIRST = ["第1章 計画の概要", "この計画は令和6年度に作りました。"]
SECOND = ["第2章 取り組み", "図書館の本をネットで予約できます。"]


def test_text_and_pages(make_pdf):
    reading = read_document(make_pdf([FIRST, SECOND]))
    assert reading.lines == (Line(FIRST[0], 1), Line(FIRST[1], 1), Line(SECOND[0], 2), Line(SECOND[1], 2))
    assert reading.problems == ()


def test_a_scanned_pdf_says_what_to_do(scanned_pdf):
    with pytest.raises(IngestError, match=r"文字の情報がありません.*文字認識（OCR）をしてから"):
        read_document(scanned_pdf)


def test_a_page_without_text_is_reported(make_pdf):
    reading = read_document(make_pdf([FIRST, [], SECOND]))
    assert [problem.place for problem in reading.problems] == ["2ページ"]


def test_a_protected_pdf_is_told(make_pdf):
    with pytest.raises(IngestError, match="パスワードがかかっているため読めません"):
        read_document(make_pdf([FIRST], password="himitsu"))


@pytest.mark.parametrize("cut", [9, 60, 200])
def test_a_broken_pdf_is_told(make_pdf, cut):
    with pytest.raises(IngestError, match="PDF"):
        read_document(make_pdf([FIRST])[:cut])


def test_page_numbers_and_running_heads_are_left_out(make_pdf):
    pages = [["大津市デジタル計画", f"第{number}章 章の題", f"本文その{number}です。", f"- {number} -"] for number in range(1, 7)]
    lines = [line.text for line in read_document(make_pdf(pages)).lines]
    assert "大津市デジタル計画" not in lines
    assert "- 3 -" not in lines
    assert "本文その3です。" in lines


def test_three_hundred_pages_with_progress(make_pdf):
    pages = [[f"第{number}章 施策", *(f"{number}の{line}番目の取り組みは令和6年度に始まります。" for line in range(20))] for number in range(1, 301)]
    seen = []
    started = time.perf_counter()
    reading = read_document(make_pdf(pages), lambda done, whole: seen.append((done, whole)))
    assert len(reading.lines) == 300 * 21
    assert seen == [(number, 300) for number in range(1, 301)]
    assert time.perf_counter() - started < 60
