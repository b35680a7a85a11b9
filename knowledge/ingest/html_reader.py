"""An HTML page as lines: its headings with their level, its paragraphs, list items and table rows; menus and scripts are left out."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, Tag

from knowledge.errors import IngestError
from knowledge.ingest.reading import Line, Problem, Reading
from knowledge.ingest.text_reader import decode

_LEFT_OUT = ("script", "style", "noscript", "template", "nav", "footer", "form", "iframe", "svg")
_HEADING = re.compile(r"h([1-6])")
_BLOCKS = re.compile(r"h[1-6]|p|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|caption|figure|figcaption|pre|blockquote|div|section|article|main|header|aside")
_CELLS = ("td", "th")

# Pages that say Shift_JIS use Microsoft's wider set.
_WIDER = {"shift_jis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932"}


def read_html(data: bytes) -> Reading:
    """The page's main part as lines; pictures are reported, for the words in them can't be read."""
    soup = BeautifulSoup(_decoded(data), "html.parser")
    for tag in soup(_LEFT_OUT):
        tag.decompose()
    for pause in soup("br"):
        pause.replace_with("\n")
    body = soup.find("main") or soup.body or soup
    try:
        return Reading(tuple(_walk(body)), _pictures(body))
    except RecursionError as error:
        raise IngestError("HTMLの入れ子が深すぎて読めません。本文だけを保存し直してください") from error


def _decoded(data: bytes) -> str:
    declared = EncodingDetector.find_declared_encoding(data, is_html=True) or ""
    encoding = _WIDER.get(declared.lower(), declared)
    try:
        return data.decode(encoding) if encoding else decode(data)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _walk(tag: Tag) -> Iterator[Line]:
    run: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and (_BLOCKS.fullmatch(child.name) or child.find(_BLOCKS)):
            yield from _lines_of("".join(run))
            run.clear()
            yield from _block(child)
        elif isinstance(child, Tag) or type(child) is NavigableString:
            run.append(child.get_text())
    yield from _lines_of("".join(run))


def _block(tag: Tag) -> Iterator[Line]:
    heading = _HEADING.fullmatch(tag.name)
    if heading:
        text = _squashed(tag.get_text(" "))
        yield from [Line(text, level=int(heading[1]))] if text else []
    elif tag.name == "tr":
        yield from _lines_of("\t".join(_squashed(cell.get_text(" ")) for cell in tag.find_all(_CELLS)))
    else:
        yield from _walk(tag)


def _lines_of(text: str) -> Iterator[Line]:
    yield from (Line(line.strip(" \u3000")) for line in text.splitlines() if line.strip())


def _squashed(text: str) -> str:
    return " ".join(text.split())


def _pictures(body: Tag) -> tuple[Problem, ...]:
    silent = [image for image in body.find_all("img") if not str(image.get("alt") or "").strip()]
    return (Problem("画像", f"説明のない画像が{len(silent)}枚あります（画像の中の文字は読めません）"),) if silent else ()
