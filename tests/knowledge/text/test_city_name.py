import pytest

from knowledge.catalogue import load_catalogue
from knowledge.clerk import build_clerk
from knowledge.search.search import Search


@pytest.fixture(scope="module")
def names():
    catalogue = load_catalogue()
    return build_clerk(catalogue, Search(())).names


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
        ("長崎大学との連携", []),
    ],
)
def test_cities_named(names, text, cities):
    assert [mention.municipality for mention in names.find(text)] == cities
