"""What the checks of the shipped knowledge share."""

import pytest

from knowledge.catalogue import MUNICIPALITIES, Catalogue, load_catalogue

CITIES = sorted(path.name for path in MUNICIPALITIES.iterdir() if (path / "profile.yml").is_file())


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Everything shipped."""
    return load_catalogue()


@pytest.fixture(params=CITIES)
def city(request) -> str:
    """Each shipped municipality in turn."""
    return request.param
