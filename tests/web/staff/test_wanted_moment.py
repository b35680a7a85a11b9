"""Dates and times typed into forms."""

from datetime import datetime

import pytest

from web.staff.errors import Refused
from web.staff.wanted_moment import as_typed, wanted_moment


def test_a_time_in_japan_is_kept_in_utc_and_shown_as_typed():
    kept = wanted_moment("2099-04-01T09:30", "送る日時")
    assert (kept, as_typed(kept)) == (datetime(2099, 4, 1, 0, 30), "2099-04-01T09:30")
    assert as_typed(None) == ""


@pytest.mark.parametrize(("text", "told"), [("あした", "送る日時を"), ("", "送る日時を"), ("2020-04-01T09:00", "送る日時が過ぎています")])
def test_what_is_no_time_to_come_is_refused(text, told):
    with pytest.raises(Refused, match=told):
        wanted_moment(text, "送る日時")
