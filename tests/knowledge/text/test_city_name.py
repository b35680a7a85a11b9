import pytest

from knowledge.catalogue import load_catalogue
from knowledge.text.city_name import CityNames


@pytest.fixture(scope="module")
def names():
    cities = load_catalogue().municipalities
    return CityNames({name: (*city.profile.aliases, *city.profile.places) for name, city in cities.items()})


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("じゃあ大垣市は？", ["ogaki"]),
        ("むつだとどう？", ["mutsu"]),
        ("さどは？", ["sado"]),
        ("佐世保と長崎を比べて", ["sasebo", "nagasaki"]),
        ("Ogaki cityでは", ["ogaki"]),
        ("おむつの補助はある？", []),
        ("むつかしい", []),
        ("長崎県の計画", []),
        ("さどうしています", []),
    ],
)
def test_cities_named(names, text, cities):
    assert [mention.municipality for mention in names.find(text)] == cities
