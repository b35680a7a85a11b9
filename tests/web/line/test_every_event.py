"""Every kind of event in LINE's webhook description, made from the description itself: 200, nothing lost, nothing stuck."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from knowledge.store import transaction
from tests.line_stand_in.event_strategy import event_kinds, events
from tests.line_stand_in.line_schema import described, problems
from web.line.event import read_event
from web.line.inbox import LineEventRow, waiting_turns

KINDS = event_kinds() if described() else []


def count(line):
    with transaction(line.desk.engine) as session:
        return session.scalar(select(func.count()).select_from(LineEventRow))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_every_event_is_taken_and_dealt_with(line, kind, data):
    event = data.draw(events(kind)) | {"webhookEventId": uuid.uuid4().hex[:26].upper()}
    assert not problems("Event", event, "webhook.yml")
    before = count(line)
    assert line.deliver(event).status_code == 200
    assert count(line) == before + 1
    line.work(read_event(event).source.id)
    assert waiting_turns(line.desk.engine) == ()
    assert line.platform.refused == []
