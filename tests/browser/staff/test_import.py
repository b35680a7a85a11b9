"""A clerk brings in an Excel sheet of 2,000 rows: three bad cells are told, mended, and the rest goes to review."""

import pytest

from knowledge.store import transaction
from tests import staff_desk
from tests.browser.staff.test_jobs import picture
from web.staff.answers.draft import DraftRow
from web.staff.answers.sheet import COLUMNS, table_of
from web.staff.answers.sheet_file import EXCEL, write_excel

ROWS = 2_000
# Row as Excel counts, column, what is wrong in it: a topic that is none, a question left out, a date that is none.
BAD = ((151, "topic", "話題ではない"), (1_022, "question", ""), (1_999, "confirm_by", "来年の春"))


@pytest.fixture(scope="module")
def table():
    return list(table_of(staff_desk.grown_catalogue(ROWS).municipalities["ogaki"].entries))


def workbook(table, bad=()):
    """The sheet with some cells typed over, as a file to send."""
    rows = [list(row) for row in table]
    for row, column, text in bad:
        rows[row - 1][COLUMNS.index(column)] = text
    return {"name": "よくある質問.xlsx", "mimeType": EXCEL, "buffer": write_excel(iter(rows))}


def send(page, file):
    page.goto("/staff/exchange")
    page.select_option("#municipality", "ogaki")
    page.set_input_files("#file", files=[file])
    page.click("text=何が変わるかを見る")
    page.wait_for_selector("h1:has-text('取り込みの確認')")


def drafts(desk):
    with transaction(desk.engine) as session:
        return session.query(DraftRow).count()


def test_two_thousand_rows_with_three_bad_cells(sign_in, desk, table):
    desk.app.extensions["staff_runner"] = lambda _job: None
    editor = sign_in("henshu")
    send(editor, workbook(table, BAD))
    told = editor.locator("table:has-text('直すところ') tbody tr").all_inner_texts()
    assert [line.split("\t")[:3] for line in told] == [["151", "F", "話題"], ["1022", "B", "質問"], ["1999", "AG", "確認の期限"]]
    assert editor.locator("text=下書きにして確認を依頼する").count() == 0 and drafts(desk) == 0
    picture(editor, "import")
    send(editor, workbook(table))
    editor.click("text=下書きにして確認を依頼する")
    editor.wait_for_selector("text=件の下書きを作り、確認を依頼しました")
    assert drafts(desk) == ROWS - len(desk.live.clerk.catalogue.municipalities["ogaki"].entries)
