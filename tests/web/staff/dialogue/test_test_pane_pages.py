"""The test pane shows how a reply came about, masks what is personal, and counts nowhere."""

import threading

import pytest
from flask import Flask
from werkzeug.serving import make_server

from knowledge.store import transaction
from tests.staff_desk import CERTIFICATES, close_desk, open_small_desk
from web.message_log import MessageRow

ASKED = "/staff/test?municipality=ogaki&text=住民票をコンビニで取れますか"
READING = {
    "intent": {"name": "faq", "confidence": 0.971},
    "intent_ranking": [{"name": "faq", "confidence": 0.971}, {"name": "greet", "confidence": 0.02}],
    "entities": [{"entity": "municipality", "value": "ogaki"}],
}


@pytest.fixture
def read_desk(tmp_path, filled_file, small_clerk):
    """A desk whose Rasa reads every text alike."""
    rasa = Flask("rasa")
    rasa.add_url_rule("/model/parse", view_func=lambda: READING, methods=["POST"])
    server = make_server("127.0.0.1", 0, rasa, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    desk = open_small_desk(tmp_path, filled_file, small_clerk, MADOGUCHI_RASA_URL=f"http://127.0.0.1:{server.port}")
    yield desk
    close_desk(desk)
    server.shutdown()
    server.server_close()


def test_intent_and_entities_are_shown(read_desk):
    page = read_desk.client("etsuran").get(ASKED).text
    assert "faq（0.971）" in page and "greet 0.020" in page and "municipality: ogaki" in page


def test_candidates_with_contributions_confidence_thresholds_resolution_and_times_are_shown(desk):
    page = desk.client("etsuran").get(ASKED).text
    kept, _, rejected = page.split("残した候補")[1].split("外した候補")
    assert CERTIFICATES in kept and "内訳" in kept and "+" in kept.split("<summary>内訳</summary>")[1][:200]
    assert "ほかの市の項目" in rejected or "しきい値より低い" in rejected
    thresholds = desk.live.clerk.search.thresholds
    assert f"答えるしきい値 {thresholds.answer}、聞き返すしきい値 {thresholds.clarify}" in page
    assert "confident_match" in page and all(f"<li>{name}: " in page for name in ("読み取り", "検索", "返答の全体"))


def test_a_resident_of_another_city_and_channel_gets_that_citys_reply(desk):
    page = desk.client("etsuran").get(f"{ASKED.replace('ogaki', 'sado')}&channel=line").text
    assert '<option value="line" selected>' in page and CERTIFICATES not in page.split("残した候補")[1].split("外した候補")[0]


def test_a_trial_is_not_stored_and_numbers_are_masked(desk):
    page = desk.client("etsuran").get("/staff/test?municipality=ogaki&text=090-1234-5678に電話して").text
    assert "1234-5678" not in page
    with transaction(desk.engine) as session:
        assert session.query(MessageRow).count() == 0
