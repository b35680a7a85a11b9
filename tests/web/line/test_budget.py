"""The month's budget: a call costs once, what grows costs more, nothing goes beyond."""

import pytest

from web.line.budget import give_back, reserve, spent


@pytest.mark.parametrize(
    ("calls", "taken", "used"),
    [
        ([("a", 3)], [True], 3),
        ([("a", 3), ("a", 3)], [True, True], 3),
        ([("a", 3), ("a", 2)], [True, True], 3),
        ([("a", 3), ("a", 4)], [True, True], 4),
        ([("a", 3), ("b", 2), ("c", 1)], [True, True, False], 5),
        ([("a", 5), ("a", 6)], [True, False], 5),
        ([("a", 6)], [False], 0),
    ],
)
def test_what_is_set_aside(line, calls, taken, used):
    assert [reserve(line.desk.engine, "ogaki", key, messages=count, budget=5) for key, count in calls] == taken
    assert (spent(line.desk.engine, "ogaki"), spent(line.desk.engine, "both")) == (used, 0)


def test_what_line_refused_is_given_back_once(line):
    reserve(line.desk.engine, "ogaki", "a", messages=4, budget=5)
    for _ in range(2):
        give_back(line.desk.engine, "a")
    assert spent(line.desk.engine, "ogaki") == 0
