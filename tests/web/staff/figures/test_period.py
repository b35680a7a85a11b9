"""The figures: counted once, honest, and right at the edges of days."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from knowledge.feedback import FeedbackRow
from knowledge.store import transaction
from web.message_log import MessageRow
from web.retention import Kind
from web.staff.figures.daily import add_up
from web.staff.figures.drawing import stack
from web.staff.figures.period import Period, figures_of, rates_of
from web.staff.switches.retention import last_purges, purge

NOON = datetime(2026, 4, 10, 3, 0)


def ask(desk, *resolutions, at=NOON, city="ogaki", channel="web"):
    with transaction(desk.engine) as session:
        rows = [
            MessageRow(
                at=at, session="s", channel=channel, municipality=city, language="ja", text=f"問い{n}", resolution=resolution, reason="x", milliseconds=40
            )
            for n, resolution in enumerate(resolutions)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def april(*cities):
    return Period(date(2026, 4, 1), date(2026, 4, 30), cities or ("ogaki", ""))


def test_the_four_rates_add_up_to_all_questions():
    rates = rates_of(Counter(answered=60, partial=5, clarifying=10, fallback=20, error=5, smalltalk=7, handoff=3), wrong=6)
    assert (rates.right, rates.wrong, rates.clarified, rates.unanswered, rates.questions) == (54, 6, 10, 30, 100)


def test_messages_are_counted_once_and_the_test_panes_not_at_all(desk):
    ask(desk, "answered", "fallback", channel="web")
    ask(desk, "answered", channel="staff")
    assert (add_up(desk.engine), add_up(desk.engine)) == (0, 0)
    assert figures_of(desk.engine, april()).rates.questions == 2
    ask(desk, "answered")
    add_up(desk.engine, most=1)
    assert figures_of(desk.engine, april()).rates.questions == 3


def test_an_answer_marked_twice_is_one_wrong_answer(desk):
    answered, refused = ask(desk, "answered", "fallback")
    with transaction(desk.engine) as session:
        for number, verdict in ((answered, "unsolved"), (answered, "contradicted"), (refused, "unsolved")):
            session.add(FeedbackRow(at=NOON, session="s", municipality="ogaki", message_id=number, entry_id="ogaki.x", verdict=verdict))
    add_up(desk.engine)
    rates = figures_of(desk.engine, april()).rates
    assert (rates.right, rates.wrong, rates.unanswered) == (0, 1, 1)


@pytest.mark.parametrize(("at", "day"), [(datetime(2026, 4, 9, 15, 0), "2026-04-10"), (datetime(2026, 4, 10, 14, 59), "2026-04-10")])
def test_days_are_japans(desk, at, day):
    ask(desk, "answered", at=at)
    add_up(desk.engine)
    assert list(figures_of(desk.engine, april()).daily) == [day]


def test_other_cities_do_not_show(desk):
    ask(desk, "answered", city="sado")
    add_up(desk.engine)
    assert figures_of(desk.engine, april("ogaki")).rates.questions == 0


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 1), date(2026, 4, 30)),
        (date(2026, 2, 2), date(2026, 4, 30)),
        (date(2026, 2, 1), date(2026, 4, 29)),
        (date(2026, 3, 10), date(2026, 3, 20)),
        (date(2026, 2, 15), date(2026, 3, 15)),
        (date(2025, 1, 1), date(2026, 12, 31)),
    ],
)
def test_entries_counted_by_months_are_those_counted_by_days(desk, first, last):
    """Every day from February to April one answer of the day's own entry, added up in two goes."""
    days = [date(2026, 2, 1) + timedelta(days=n) for n in range(89)]
    for start in (0, 40):
        with transaction(desk.engine) as session:
            row = {"session": "s", "channel": "web", "municipality": "ogaki", "language": "ja", "text": "問い", "resolution": "answered", "reason": "x"}
            for day in days[start : start + 49]:
                session.add(MessageRow(at=datetime(day.year, day.month, day.day, 3), entry_id=f"ogaki.{day.day % 3}", milliseconds=4, **row))
        add_up(desk.engine)
    stored = [*days[:49], *days[40:]]
    wanted = Counter(f"ogaki.{day.day % 3}" for day in stored if first <= day <= last)
    assert dict(figures_of(desk.engine, Period(first, last, ("ogaki",))).entries) == wanted


def test_counts_outlive_the_messages(desk):
    answered, _ = ask(desk, "answered", "fallback", at=datetime(2025, 4, 10))
    with transaction(desk.engine) as session:
        told = {"at": datetime(2025, 4, 10), "session": "s", "municipality": "ogaki", "verdict": "unsolved"}
        session.add(FeedbackRow(message_id=answered, entry_id="ogaki.x", **told))
    period = Period(date(2025, 4, 1), date(2025, 4, 30), ("ogaki",))
    before = figures_of(desk.engine, period).rates if add_up(desk.engine) == 0 else None
    assert purge(desk.engine, Kind.QUESTIONS, 30) == 2
    assert figures_of(desk.engine, period).rates == before == rates_of(Counter(answered=1, fallback=1), 1)
    assert last_purges(desk.engine)[0].removed == 2


def test_columns_stand_on_each_other_within_the_box():
    days = [f"2026-04-{n:02d}" for n in range(1, 31)]
    columns = stack(days, {days[0]: Counter(answered=3, fallback=1)}, {"答えた": ("answered",), "だめ": ("fallback",)})
    lower, upper = columns.bars
    assert lower.y == pytest.approx(upper.y + upper.height, abs=0.2) and upper.y >= 8
