"""What /healthz says, and when."""

import time
from dataclasses import replace

import pytest
from sqlalchemy import text

from web.health import STARTING_SECONDS, condition


class Ready:
    """A dialogue that is, or is not, there."""

    def __init__(self, there):
        self._there = there

    def ready(self):
        return self._there


@pytest.mark.parametrize(("there", "age", "status"), [(True, 0, "ready"), (False, 0, "starting"), (False, STARTING_SECONDS + 1, "degraded")])
def test_the_dialogue_decides(away, there, age, status):
    assert condition(replace(away, rasa=Ready(there)), time.monotonic() - age).status == status


def test_a_lost_database_is_degraded(away, engine):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE publication"))
    found = condition(replace(away, rasa=Ready(True)), time.monotonic())
    assert (found.status, found.reason) == ("degraded", "database")
