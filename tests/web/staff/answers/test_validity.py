"""An answer outside its dates is not given, and that is said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.calendar import today
from knowledge.catalogue import Catalogue
from knowledge.compose import Composer
from knowledge.memory import Memory
from knowledge.question import read_question
from knowledge.text.city_name import CityNames
from tests.staff_desk import CERTIFICATES


def answered(small_catalogue, **dates):
    """What the composer makes of an entry with these dates."""
    city = small_catalogue.municipalities["ogaki"]
    entry = replace(small_catalogue.entry(CERTIFICATES), **dates)
    catalogue = Catalogue({"ogaki": replace(city, entries=(entry,))})
    question = read_question("証明書はコンビニで取れますか", CityNames({}))
    return Composer(catalogue).answer(entry, question, Memory(municipality="ogaki"), "confident_match")


@pytest.mark.parametrize(
    ("days", "reason", "told"),  # days from today, counted when the test runs: the suite may run over midnight
    [
        ({}, "confident_match", "コンビニ"),
        ({"valid_until": 0}, "confident_match", "コンビニ"),
        ({"valid_from": 0}, "confident_match", "コンビニ"),
        ({"valid_until": -1}, "expired", "終わりました"),
        ({"valid_from": 1}, "expired", "から始まります"),
    ],
)
def test_the_dates_decide(small_catalogue, days, reason, told):
    outcome = answered(small_catalogue, **{name: today() + timedelta(count) for name, count in days.items()})
    assert outcome.reason == reason and told in outcome.replies[0].text
    assert (outcome.replies[0].evidence is None) is (reason == "expired")


def test_the_last_day_is_told(small_catalogue):
    assert "2025年3月31日" in answered(small_catalogue, valid_until=date(2025, 3, 31)).replies[0].text
