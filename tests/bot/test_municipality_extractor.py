import pytest

NAMED = {
    "じゃあ大垣市は？": [("ogaki", "大垣市")],
    "佐渡と長崎ではどう違うの": [("sado", "佐渡"), ("nagasaki", "長崎")],
    "👍むつ市の証明書": [("mutsu", "むつ市")],
    "　させぼは？": [("sasebo", "させぼ")],
    "おむつの補助はありますか": [],
    "長崎県のデジタル計画": [],
    "長崎大学との連携": [],
    "": [],
    "!?": [],
}


@pytest.fixture(scope="module")
def entities(in_rasa):
    return dict(zip(NAMED, in_rasa("components", {"component": "municipality_extractor", "texts": list(NAMED)}), strict=True))


@pytest.mark.parametrize("text", NAMED)
def test_the_cities_named_are_found_where_they_stand(entities, text):
    assert [(each["value"], text[each["start"] : each["end"]]) for each in entities[text]] == NAMED[text]


def test_an_entity_says_what_it_is_and_who_found_it(entities):
    (entity,) = entities["じゃあ大垣市は？"]
    assert (entity["entity"], entity["extractor"]) == ("municipality", "MunicipalityExtractor")
