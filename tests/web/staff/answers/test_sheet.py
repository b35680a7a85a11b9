"""Sheets: out and in without loss; bad cells told with row and column; hostile files harmless."""

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pydantic import TypeAdapter
from sqlalchemy import select

from knowledge.catalogue import Municipality
from knowledge.entry import Entry
from knowledge.store import as_json, transaction
from web.staff.answers.draft import DraftRow
from web.staff.answers.entry_text import flatten, unflatten
from web.staff.answers.guarded_cell import guard_cell, unguard_cell
from web.staff.answers.line_format import read_line, write_line
from web.staff.answers.sheet import COLUMNS, HEADINGS, read_import, rows_of, table_of
from web.staff.answers.sheet_file import read_csv, read_excel, write_csv, write_excel
from web.staff.errors import BadSheet

FILES = {"xlsx": (write_excel, read_excel), "csv": (write_csv, read_csv)}


@pytest.fixture(scope="session")
def city(small_catalogue) -> Municipality:
    return small_catalogue.municipalities["ogaki"]


def read_back(kind, city, *, whole=True):
    write, read = FILES[kind]
    return read_import(rows_of(read(write(table_of(city.entries)))), city, whole=whole)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["nagasaki", "sado", "mutsu", "sasebo", "ogaki"])
def test_a_round_trip_changes_nothing(catalogue, kind, name):
    whole_city = catalogue.municipalities[name]
    found = read_back(kind, whole_city)
    assert (found.added, found.changed, found.removed, found.bad) == ({}, {}, (), ())
    assert found.same == len(whole_city.entries)


def test_every_shipped_entry_survives_flattening(catalogue):
    for entry in catalogue.entries:
        body = as_json(entry)
        assert as_json(TypeAdapter(Entry).validate_python(unflatten(flatten(body)))) == body


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).map(str.strip) | st.sampled_from(["｜", "a\\", "\\n", "一\n二"]), min_size=1
    )
)
@settings(max_examples=200, deadline=None)
def test_lines_give_back_their_parts(parts):
    assert read_line(write_line(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@cmd", "'=x", "'たん", "ふつう", '=HYPERLINK("http://x")', "\t=1"])
def test_no_cell_is_a_formula_and_all_come_back(text):
    assert not guard_cell(text).startswith(("=", "+", "-", "@", "\t"))
    assert unguard_cell(guard_cell(text)) == text


def test_formulas_stay_text_in_the_workbook(city):
    entry = replace(city.entries[0], question="=1+1")
    sheet = load_workbook(io.BytesIO(write_excel(table_of([entry])))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def sheet_with(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def many(city, count):
    """A sheet's rows with so many new entries made from one."""
    base = flatten(as_json(city.entries[0])) | {"concept": "", "related": "", "indicators": ""}
    for n in range(count):
        own = {"id": f"ogaki.row-{n}", "question": f"{n}番の問い", "phrasings": "\n".join(f"{n}番の言い方{k}" for k in range(5))}
        yield list((base | own).values()), own


def test_two_thousand_rows_with_three_bad_cells(city):
    rows = [row for row, _ in many(city, 2_000)]
    names = list(flatten(as_json(city.entries[0])))
    for number, name, value in ((10, "topic", "nothing"), (500, "phrasings", "一つ"), (1_999, "valid_until", "来年")):
        rows[number][names.index(name)] = value
    labels = dict(zip(COLUMNS, HEADINGS, strict=True))
    table = sheet_with([labels[name] for name in names], *rows)
    found = read_import(rows_of(read_excel(table)), city, whole=False)
    assert len(found.added) == 1_997
    assert [(cell.row, cell.label) for cell in found.bad] == [(12, "話題"), (502, "言い方"), (2_001, "公開を終える日")]


def test_rows_that_are_left_out_are_removed_only_when_asked(city):
    fewer = replace(city, entries=city.entries[1:])
    rows = rows_of(iter(list(table_of(fewer.entries))))
    assert read_import(rows, city, whole=False).removed == ()
    assert read_import(rows, city, whole=True).removed == (city.entries[0].id,)


SHEET = "xl/worksheets/sheet1.xml"


def bomb():
    """A workbook that Excel would open, whose one sheet unpacks to sixty-four million spaces."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet_with(["ID", "質問"]))) as whole, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in whole.infolist():
            content = whole.read(item)
            archive.writestr(item.filename, content.replace(b"<sheetData>", b"<sheetData>" + b" " * 64_000_000) if item.filename == SHEET else content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"PK\x03\x04broken", "読み取れません"), (sheet_with(["a", "b"]), "見出しがありません"), (sheet_with(["ID", "質問", "知らない列"]), "知らない列")],
    ids=["broken", "no headings", "unknown heading"],
)
def test_a_workbook_that_cannot_be_taken_is_told_plainly(content, told):
    with pytest.raises(BadSheet, match=f"{told}.*。"):
        rows_of(read_excel(content))


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread():
    content = bomb()
    assert len(content) < 200_000
    with pytest.raises(BadSheet, match="大きすぎます"):
        next(read_excel(content))


@pytest.mark.parametrize("kind", FILES)
def test_too_many_rows_are_refused(kind):
    write, read = FILES[kind]
    file = write(iter([["ID", "質問"], *(["x", "y"] for _ in range(5_001))]))
    with pytest.raises(BadSheet, match="5000行"):
        rows_of(read(file))


def test_as_many_rows_as_are_allowed_are_read():
    file = write_excel(iter([["ID", "質問"], *([f"ogaki.{n}", "y"] for n in range(5_000))]))
    assert len(rows_of(read_excel(file))) == 5_000


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01\x80\x81", 'ID,質問\n"開いたまま'.encode()])
def test_a_csv_that_cannot_be_read_is_told_plainly(content):
    with pytest.raises(BadSheet, match="。"):
        rows_of(read_csv(content))


def test_an_import_is_shown_first_and_then_reviewed(desk, city):
    editor = desk.client("henshu")
    table = write_csv(table_of([replace(city.entries[0], answer="新しい答えです。")]))
    shown = desk.post(editor, "/staff/exchange", municipality="ogaki", file=(io.BytesIO(table), "../../etc/passwd.csv"))
    assert "変わる" in shown.text and "新しい" not in editor.get("/staff/drafts").text
    number = shown.text.split("/staff/exchange/")[1].split('"')[0]
    response = desk.post(editor, f"/staff/exchange/{number}", municipality="ogaki")
    assert "/staff/reviews/" in response.location
    with transaction(desk.engine) as session:
        assert [draft.body["answer"] for draft in session.scalars(select(DraftRow))] == ["新しい答えです。"]
