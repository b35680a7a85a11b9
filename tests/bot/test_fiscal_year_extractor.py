import pytest

NAMED = {
    "令和9年度は？": [(2027, "令和9年度")],
    "平成30年度と令和元年度": [(2018, "平成30年度"), (2019, "令和元年度")],
    "2024年度の実績": [(2024, "2024年度")],
    "R6だと": [(2024, "R6")],
    "6年度はどう": [(2024, "6年度")],
    "担当は5課ですか": [],
    "住民票をコンビニで": [],
    "": [],
}


@pytest.fixture(scope="module")
def entities(in_rasa):
    return dict(zip(NAMED, in_rasa("components", {"component": "fiscal_year_extractor", "texts": list(NAMED)}), strict=True))


@pytest.mark.parametrize("text", NAMED)
def test_the_years_named_are_found_where_they_stand(entities, text):
    assert [(each["value"], text[each["start"] : each["end"]]) for each in entities[text]] == NAMED[text]


def test_an_entity_says_what_it_is(entities):
    assert {each["entity"] for found in entities.values() for each in found} == {"fiscal_year"}
