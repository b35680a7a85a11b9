"""The worker's repeated jobs for the page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from knowledge.store import now, transaction
from web.chat.clockwork import forget_rested, wind_up
from web.chat.turn import KEPT_HOURS, TurnRow
from web.settings import read_settings


@pytest.fixture
def settings(tmp_path):
    return read_settings({"MADOGUCHI_DATA": str(tmp_path), "MADOGUCHI_SECRET_KEY": "k", "MADOGUCHI_RASA_TOKEN": "t"})


def test_yesterdays_turns_go_even_when_nobody_asks(engine, settings):
    with transaction(engine) as session:
        session.add(TurnRow(session="gone", request="r", question="昨日の質問", reply={}, at=now() - timedelta(hours=KEPT_HOURS, minutes=1)))
    forget_rested(engine, settings)
    with transaction(engine) as session:
        assert session.query(TurnRow).filter_by(session="gone").count() == 0


def test_the_job_is_registered(engine, settings):
    names = []
    wind_up(SimpleNamespace(repeat=lambda name, _job, **_when: names.append(name)), engine, settings)
    assert names == ["chat.forget"]
