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

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("dates", "reason", "told"),
    [
        ({}, "confident_match", "コンビニ"),
        ({"valid_until": today()}, "confident_match", "コンビニ"),
        ({"valid_from": today()}, "confident_match", "コンビニ"),
        ({"valid_until": today() - DAY}, "expired", "終わりました"),
        ({"valid_from": today() + DAY}, "expired", "から始まります"),
        ({"valid_until": date(2025, 3, 31)}, "expired", "2025年3月31日"),
    ],
)
def test_the_dates_decide(small_catalogue, dates, reason, told):
    city = small_catalogue.municipalities["ogaki"]
    entry = replace(small_catalogue.entry(CERTIFICATES), **dates)
    catalogue = Catalogue({"ogaki": replace(city, entries=(entry,))})
    question = read_question("証明書はコンビニで取れますか", CityNames({}))
    outcome = Composer(catalogue).answer(entry, question, Memory(municipality="ogaki"), "confident_match")
    assert outcome.reason == reason and told in outcome.replies[0].text
    assert (outcome.replies[0].evidence is None) is (reason == "expired")
