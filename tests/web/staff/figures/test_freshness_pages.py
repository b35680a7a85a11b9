"""Freshness: what has to be looked at again is named, for the person's own cities alone."""

from knowledge.ingest.passage_store import DocumentRow
from knowledge.store import transaction


def take_in(desk, version, city="ogaki"):
    with transaction(desk.engine) as session:
        told = {"as_of": "令和7年度時点の計画", "file_name": "plan.pdf", "digest": f"{version}", "problems": []}
        session.add(DocumentRow(municipality=city, title="大垣市DX計画", version=version, **told))


def test_a_newer_version_of_a_plan_asks_for_a_look(desk):
    client = desk.client("kanri")
    take_in(desk, 1)
    assert "新しい版です" not in client.get("/staff/freshness").text
    take_in(desk, 2)
    assert "新しい版です" in client.get("/staff/freshness").text


def test_other_cities_documents_do_not_show(desk):
    take_in(desk, 2)
    assert "大垣市DX計画" not in desk.client("sado-kanri").get("/staff/freshness").text


def test_doubtful_figures_are_listed(desk):
    page = desk.client("kanri").get("/staff/freshness").text
    assert "大垣市の確かでない数値" in page
