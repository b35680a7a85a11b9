"""The desk with 大垣市's LINE account connected to the stand-in, and residents who follow it."""

import pytest

from tests import staff_desk
from tests.line_stand_in.line_schema import REASON, described
from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import create_stand_in, running


@pytest.fixture
def platform():
    if not described():
        pytest.skip(REASON)
    return Platform()


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk, platform):
    with running(create_stand_in(platform)) as address:
        found = staff_desk.open_small_desk(tmp_path, filled_file, small_clerk, **staff_desk.line_environment(address))
        found.desk, found.platform = found.app.extensions["line_desk"], platform
        yield found
        staff_desk.close_desk(found)
