"""Tables in files: Excel and CSV. Uploads are read within limits; what can't be read is told plainly."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from web.staff.answers.guarded_cell import guard_cell, unguard_cell
from web.staff.errors import BadSheet

MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 200
MAX_COLUMNS = 60
_MAX_ROWS = 5_001
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_excel(table: Iterator[Sequence[str]]) -> bytes:
    """A workbook with one sheet; every cell is text, so no formula can hide in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet("よくある質問")
    for row, cells in enumerate(table, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = guard_cell(ILLEGAL_CHARACTERS_RE.sub("", text)) or None, "s" if text else "n"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 1)
    sheet.freeze_panes = "C2"
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 32
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def read_excel(content: bytes) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet; BadSheet for a file that is none, or unpacks to too much."""
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadSheet("Excelのファイルとして読み取れません。.xlsx の形で保存し直してください。") from error
    sheet = book.worksheets[0]
    for cells in sheet.iter_rows(max_row=_MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True):
        yield [unguard_cell(_text(value)) for value in cells]


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [(item.file_size, item.compress_size) for item in archive.infolist()]
    except zipfile.BadZipFile as error:
        raise BadSheet("Excelのファイルとして読み取れません。.xlsx の形で保存し直してください。") from error
    unpacked = sum(size for size, _ in sizes)
    if unpacked > MAX_UNPACKED or any(size > 1_000_000 and size > MAX_RATIO * max(1, packed) for size, packed in sizes) or len(sizes) > 1_000:
        raise BadSheet("ファイルの中身が大きすぎます。表を分けて、もう一度取り込んでください。")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "date") and hasattr(value, "hour"):
        return str(value.date())
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).replace("_x000D_", "")


def write_csv(table: Iterator[Sequence[str]]) -> bytes:
    """A table as CSV in UTF-8 with the mark that Excel wants."""
    text = io.StringIO()
    csv.writer(text).writerows([[guard_cell(cell) for cell in row] for row in table])
    return ("\ufeff" + text.getvalue()).encode()


def read_csv(content: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file in UTF-8 or Shift_JIS; BadSheet for anything else."""
    text = _decoded(content)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield [unguard_cell(cell) for cell in row[:MAX_COLUMNS]]
    except csv.Error as error:
        raise BadSheet("CSVとして読み取れません。書き出した表を直して、取り込んでください。") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadSheet("文字コードがわかりません。UTF-8 か Shift_JIS で保存し直してください。")
