"""A PDF as lines with page numbers; pages without text, protected and broken files are told apart."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from knowledge.errors import IngestError
from knowledge.ingest.reading import Line, Problem, Progress, Reading

_PAGE_NUMBER = re.compile(r"[-–—‐ ]*(?:p\.?)?\s*\d{1,4}\s*(?:/\s*\d{1,4}|ページ)?[-–—‐ ]*", re.IGNORECASE)
_REPEATED_ON = 0.5
_MIN_PAGES = 4
# What a broken font leaves: the replacement character, private use and control characters.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def read_pdf(data: bytes, progress: Progress) -> Reading:
    """The PDF's pages as lines, without page numbers and lines repeated on most pages."""
    with _quiet_pypdf() as complaints:
        pages = list(_pages(data, progress))
    if not any(pages):
        raise IngestError("このPDFには文字の情報がありません（紙を読み取った画像のようです）。文字認識（OCR）をしてから取り込んでください")
    repeated = _repeated(pages)
    lines = tuple(Line(_UNREADABLE.sub("\ufffd", text), number) for number, page in enumerate(pages, 1) for text in _body(page, repeated))
    return Reading(lines, (*_problems(pages), *_complaint(complaints)))


def _pages(data: bytes, progress: Progress) -> Iterator[list[str]]:
    reader = _opened(data)
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        progress(number, total)
        yield _page_lines(page.extract_text())


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        protected = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
        empty = not protected and not reader.pages
    except (PyPdfError, DependencyError, ValueError, KeyError, RecursionError) as error:
        raise IngestError("PDFが壊れているため読めません。作り直すか、別の形式で保存してください") from error
    if protected:
        raise IngestError("PDFにパスワードがかかっているため読めません。パスワードを外したものを使ってください")
    if empty:
        raise IngestError("PDFにページがありません")
    return reader


def _page_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _repeated(pages: Sequence[list[str]]) -> frozenset[str]:
    """Running heads and feet: lines that stand on more than half of the pages."""
    if len(pages) < _MIN_PAGES:
        return frozenset()
    counts = Counter(line for page in pages for line in {*page[:2], *page[-2:]})
    return frozenset(line for line, count in counts.items() if count > _REPEATED_ON * len(pages))


def _body(page: list[str], repeated: frozenset[str]) -> list[str]:
    edges = {0, len(page) - 1}
    return [line for place, line in enumerate(page) if line not in repeated and not (place in edges and _PAGE_NUMBER.fullmatch(line))]


def _problems(pages: Sequence[list[str]]) -> Iterator[Problem]:
    for number, page in enumerate(pages, 1):
        count = len(_UNREADABLE.findall("".join(page)))
        if not page:
            yield Problem(f"{number}ページ", "文字の情報がありません（画像だけのページのようです）")
        elif count:
            yield Problem(f"{number}ページ", f"読めない文字が{count}個あります")


def _complaint(complaints: Sequence[str]) -> tuple[Problem, ...]:
    return (Problem("全体", f"PDFの書き方に読みにくい所が{len(complaints)}か所あります（{complaints[0]}）"),) if complaints else ()


class _Complaints(logging.Handler):
    """Keeps what pypdf warns of, which would otherwise go to the screen in English."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@contextmanager
def _quiet_pypdf() -> Iterator[list[str]]:
    log, handler = logging.getLogger("pypdf"), _Complaints()
    log.addHandler(handler)
    before, log.propagate = log.propagate, False
    try:
        yield handler.texts
    finally:
        log.removeHandler(handler)
        log.propagate = before
