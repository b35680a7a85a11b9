"""Residents and notices for the tests."""

from knowledge.store import now, transaction
from tests.line_stand_in.webhook_event import user_id
from web.line.notice.audience import Segment
from web.line.notice.drafting import Draft, write
from web.line.user import LineUserRow, Wishes

AUTHOR, SECOND = "sato", "suzuki"
WANTS_ALL, EVERYBODY = Wishes(True), Segment()


def join(line, number, wishes=WANTS_ALL, *, language="ja", left=False):
    person = user_id(number)
    row = LineUserRow(name=line.desk.seal.name("ogaki", person), account="ogaki", sealed_id=line.desk.seal.close(person), language=language)
    row.notices, row.topics, row.area = wishes.notices, list(wishes.topics), wishes.area
    row.state_at, row.left_at = 0, now() if left else None
    with transaction(line.desk.engine) as session:
        session.add(row)
    return person


def join_many(line, count):
    return {join(line, number) for number in range(1, count + 1)}


def written(line, segment=EVERYBODY, text="断水のお知らせです。"):
    return write(line.desk.engine, Draft("ogaki", {"ja": text}, segment), who=AUTHOR)
