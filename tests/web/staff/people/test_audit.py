"""The audit log: every change is there, nobody can edit it, and what was edited past the database shows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, text, update

from knowledge.errors import StoreError
from knowledge.store import open_engine, transaction
from web.staff.jobs import DONE, JobRow
from web.staff.people.audit import AuditRow, Change, first_break, note, note_alone


def rows(desk):
    with transaction(desk.engine) as session:
        return session.scalars(select(AuditRow).order_by(AuditRow.id)).all()


@pytest.mark.parametrize("statement", [update(AuditRow).values(by="nobody"), delete(AuditRow)])
def test_the_database_refuses_to_change_it(desk, statement):
    note_alone(desk.engine, Change("henshu", "draft_saved", "x"))
    with pytest.raises(StoreError), transaction(desk.engine) as session:
        session.execute(statement)
    assert len(rows(desk)) == 1


def test_a_change_past_the_database_breaks_the_chain(desk):
    for number in range(3):
        note_alone(desk.engine, Change("henshu", "draft_saved", str(number)))
    assert first_break(iter(rows(desk))) is None
    with desk.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER staff_audit_no_UPDATE"))
        connection.execute(text("UPDATE staff_audit SET subject = 'other' WHERE id = 2"))
    assert first_break(iter(rows(desk))) == 2


@pytest.mark.parametrize("after_a_write", [False, True])
def test_writing_at_the_same_time_does_not_fork_the_chain(desk, after_a_write):
    """Each thread has a connection of its own, as each process has."""

    def write(number):
        engine = open_engine(str(desk.engine.url))
        for step in range(10):
            with transaction(engine) as session:
                if after_a_write:
                    session.add(JobRow(kind="k", subject="s", state=DONE, by="henshu"))
                note(session, Change("henshu", "draft_saved", f"{number}-{step}"))
        engine.dispose()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    found = rows(desk)
    assert len(found) == 80 and first_break(iter(found)) is None


def test_it_is_exported_with_formulas_disarmed(desk):
    note_alone(desk.engine, Change("henshu", "draft_saved", "=1+1"))
    table = desk.client("kanri").get("/staff/audit.csv").text
    assert "正しい" in table and "'=1+1" in table


def test_signing_in_is_noted(desk):
    desk.client("henshu")
    assert ("henshu", "signed_in") in [(row.by, row.action) for row in rows(desk)]
