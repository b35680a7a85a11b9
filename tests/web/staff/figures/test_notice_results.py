"""What came of notices: counted as LINE's own report counts, and shown on the dashboard."""

from datetime import date, datetime

from knowledge.disaster_notice import DisasterNotice, switch_on
from knowledge.store import transaction
from web.line.notice.outcome import report
from web.line.notice.table import LineNoticeBatchRow, LineNoticeRow
from web.staff.figures.notice_results import notice_results
from web.staff.figures.period import Period

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30), ("ogaki",))


def send(desk, account="ogaki", started=datetime(2026, 4, 10, 3)):
    batches = [("sent", 3, 1, ["a", "b", "c", "d"]), ("refused", 0, 1, ["e", "f"]), (None, 0, 0, ["g", "h", "i"])]
    with transaction(desk.engine) as session:
        row = LineNoticeRow(account=account, texts={"ja": "粗大ごみの受付を始めました。"}, state="sending", author="henshu", started=started)
        session.add(row)
        session.flush()
        for key, (outcome, sent, skipped, names) in enumerate(batches):
            kept = {"outcome": outcome, "sent": sent, "skipped": skipped, "recipients": names}
            session.add(LineNoticeBatchRow(retry_key=f"{account}{started}{key}"[:36], notice_id=row.id, language="ja", **kept))
        return row.id


def test_counts_are_those_of_lines_own_report(desk):
    number = send(desk)
    [found] = notice_results(desk.engine, APRIL)
    whole = report(desk.engine, number)
    assert (found.counts["sent"], found.counts["skipped"], found.counts["failed"], found.counts["waiting"]) == (3, 2, 1, 3)
    assert (whole.sent, whole.skipped, whole.failed, whole.waiting) == (3, 2, 1, 3)


def test_other_cities_and_other_months_are_left_out(desk):
    send(desk, account="sado")
    send(desk, started=datetime(2026, 5, 10, 3))
    assert notice_results(desk.engine, APRIL) == []


def test_the_dashboard_shows_both_kinds(desk):
    send(desk)
    switch_on(desk.engine, DisasterNotice("避難所を開設しました。", 24, "kanri", "ogaki"))
    page = desk.client("kanri").get("/staff/?from=2026-04-01&to=2027-03-31").text
    assert "粗大ごみの受付を始めました。" in page and "避難所を開設しました。" in page
