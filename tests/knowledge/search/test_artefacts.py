"""What the build writes, serving reads back; what is missing or damaged is told apart."""

import json

import pytest

from knowledge.errors import SearchError
from knowledge.search.artefacts import SPOKEN, load_confidence, load_ranker, read_artefact, save_confidence, save_ranker, write_json, write_whole
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.domain import Domain
from knowledge.search.evidence import EVIDENCE
from knowledge.search.ranker import LinearRanker
from knowledge.search.ranking import Thresholds

CONFIDENCE = Confidence(Calibration(EVIDENCE, (0.5,) * len(EVIDENCE), -1.0, 2.0, 0.3), Thresholds(0.4, 0.2), Domain((0.1, 0.2), 0.5))


def test_a_ranker_comes_back_as_it_was(tmp_path):
    ranker = LinearRanker(("base", "match_all"), (0.1, 0.2), (0.3, -0.4))
    save_ranker(tmp_path, SPOKEN, ranker)
    assert load_ranker(tmp_path, SPOKEN) == ranker


def test_a_confidence_comes_back_beside_the_measurement_that_set_it(tmp_path):
    save_confidence(tmp_path, CONFIDENCE, {"questions": 114.0})
    assert load_confidence(tmp_path) == CONFIDENCE
    assert json.loads((tmp_path / "confidence.json").read_text())["measured"] == {"questions": 114.0}


def test_what_was_not_built_is_none(tmp_path):
    assert load_ranker(tmp_path, SPOKEN) is None and load_confidence(tmp_path) is None


def test_a_confidence_for_other_evidence_is_not_used(tmp_path):
    save_confidence(tmp_path, CONFIDENCE, {})
    content = read_artefact(tmp_path / "confidence.json")
    content["calibration"]["names"][0] = "older_signal"
    write_json(tmp_path / "confidence.json", content)
    assert load_confidence(tmp_path) is None


def test_a_damaged_file_is_named_with_the_way_out(tmp_path):
    (tmp_path / f"{SPOKEN}.json").write_text("{")
    with pytest.raises(SearchError, match=r"ranker-spoken\.json.*knowledge\.search\.build"):
        load_ranker(tmp_path, SPOKEN)


def test_a_file_that_could_not_be_written_to_its_end_leaves_the_old_one(tmp_path):
    def breaking():
        yield b"half"
        raise OSError("disk full")

    write_whole(tmp_path / "a.bin", [b"old"])
    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "a.bin", breaking())
    assert (tmp_path / "a.bin").read_bytes() == b"old"
