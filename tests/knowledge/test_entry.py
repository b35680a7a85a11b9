"""What an entry tells of itself."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from knowledge.entry import Entry, Step

FIELDS = {
    "id": "ogaki.library",
    "question": "本の予約はネットでできますか",
    "phrasings": ["本", "本の予約", "図書館", "としょかん", "借りたい"],
    "answer": " はい、できます。\n",
    "easy_answer": "はい、できます。",
    "topic": "education",
    "sources": [{"section": "第2章 第1節 4 (1)", "page": 25}],
    "period": {"from": "R4", "to": None},
}


def entry_with(**fields: object) -> Entry:
    return TypeAdapter(Entry).validate_python(FIELDS | fields)


def test_municipality_and_trimmed_texts():
    entry = entry_with()
    assert (entry.municipality, entry.answer, entry.period.from_) == ("ogaki", "はい、できます。", "R4")


def test_entries_do_not_change():
    entry = entry_with()
    with pytest.raises(FrozenInstanceError):
        entry.answer = "いいえ。"


@pytest.mark.parametrize(("code", "year"), [("R6", 2024), ("H30", 2018), ("2021", 2021)])
def test_fiscal_year_of_a_step(code, year):
    assert Step(year=code, text="運用").fiscal_year == year


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "library"), ("id", "ogaki.図書館"), ("phrasings", ["本"]), ("sources", []), ("status", "done"), ("period", {"from": "令和4"}), ("note", "x")],
)
def test_broken_fields_are_refused(field, value):
    with pytest.raises(ValidationError, match=field):
        entry_with(**{field: value})


@pytest.mark.parametrize(("day", "valid"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2027, 3, 31), True), (date(2027, 4, 1), False)])
def test_validity_ends_with_its_last_day(day, valid):
    assert entry_with(valid_from=date(2026, 4, 1), valid_until=date(2027, 3, 31)).valid_on(day) is valid
