"""A document of any readable kind as lines; the kind is told by its content, not by its name."""

from pathlib import Path

from knowledge.errors import IngestError
from knowledge.ingest.html_reader import read_html
from knowledge.ingest.pdf_reader import read_pdf
from knowledge.ingest.reading import Progress, Reading
from knowledge.ingest.text_reader import read_text

MAX_BYTES = 200 * 1024 * 1024

_HTML_HEADS = (b"<!doctype html", b"<html", b"<head", b"<body")
# UTF-16 text begins with one of these; other files with zero bytes hold no text.
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def ignore_progress(_done: int, _whole: int) -> None:
    """For callers that show no progress."""


def read_file(path: Path, progress: Progress = ignore_progress) -> Reading:
    """Read a file from disk; IngestError in one Japanese line when it can't be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise IngestError(f"{path.name}: 大きすぎます（{MAX_BYTES // 1024 // 1024}MBまで）")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IngestError(f"{path}: ファイルがありません") from error
    except OSError as error:
        raise IngestError(f"{path}: ファイルを開けません") from error
    try:
        return read_document(data, progress)
    except IngestError as error:
        raise IngestError(f"{path.name}: {error}") from error


def read_document(data: bytes, progress: Progress = ignore_progress) -> Reading:
    """Read a document's bytes: PDF, HTML or text."""
    reading = _by_kind(data, progress)
    if reading.is_empty:
        raise IngestError("文字がひとつもありません")
    return reading


def _by_kind(data: bytes, progress: Progress) -> Reading:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head:
        return read_pdf(data, progress)
    if head.startswith(_HTML_HEADS) or b"<html" in head:
        return read_html(data)
    if b"\0" in data and not data.startswith(_UTF16_MARKS):
        raise IngestError("この形式は読めません。PDF、HTML、テキストのどれかで保存してください")
    return read_text(data)
