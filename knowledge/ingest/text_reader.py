"""Plain text in the encodings that Japanese offices use, as lines; undecodable bytes are reported with their line."""

import codecs

from knowledge.ingest.reading import Line, Problem, Reading

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_MAX_NAMED = 20


def read_text(data: bytes) -> Reading:
    """Bytes of any of these encodings as lines; a form feed begins a new page."""
    text = decode(data)
    pages = text.split("\f")
    paged = len(pages) > 1
    lines = tuple(Line(line, number if paged else None) for number, page in enumerate(pages, 1) for line in page.splitlines())
    return Reading(lines, _undecoded(lines))


def decode(data: bytes) -> str:
    """The text of bytes: by their mark, else in the encoding that fits best; what fits none becomes U+FFFD."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return data.decode(marked, errors="replace")
    if b"\x1b$" in data:
        return data.decode("iso2022_jp", errors="replace")
    return min((data.decode(encoding, errors="replace") for encoding in _ENCODINGS), key=_strangeness)


def _strangeness(text: str) -> int:
    """Letters that a wrong encoding leaves behind; half-width katakana are what EUC-JP looks like as Shift_JIS."""
    return 100 * text.count("\ufffd") + sum("\uff61" <= c <= "\uff9f" or "\x80" <= c <= "\x9f" for c in text)


def _undecoded(lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    broken = [(number, line.text.count("\ufffd")) for number, line in enumerate(lines, 1) if "\ufffd" in line.text]
    named = tuple(Problem(f"{number}行目", f"読めない文字が{count}個あります") for number, count in broken[:_MAX_NAMED])
    rest = len(broken) - len(named)
    return (*named, Problem("ほか", f"あと{rest}行に読めない文字があります")) if rest else named
