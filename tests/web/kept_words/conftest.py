"""A desk of one's own for each test: staff's lists are among the places that keep words."""

import pytest

from tests import staff_desk


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory):
    return staff_desk.fill(tmp_path_factory.mktemp("desk") / "filled.db", staff_desk.small_catalogue())


@pytest.fixture(scope="session")
def small_clerk(filled_file, tmp_path_factory):
    return staff_desk.build_clerk_of(filled_file, tmp_path_factory.mktemp("clerk"))


@pytest.fixture
def desk(tmp_path, filled_file, small_clerk):
    found = staff_desk.open_small_desk(tmp_path, filled_file, small_clerk)
    yield found
    staff_desk.close_desk(found)
