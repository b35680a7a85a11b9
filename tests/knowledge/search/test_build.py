"""The build of search's artefacts: what it fits on how much, and one line where it can't go on."""

from dataclasses import replace

import pytest

from knowledge.errors import BadFile
from knowledge.search import build
from knowledge.search.artefacts import load_measured
from knowledge.search.asker import Asker
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.document import document_of
from knowledge.search.domain import Domain
from knowledge.search.graded import Graded
from knowledge.search.index import Index
from knowledge.search.material import gather
from knowledge.search.ranker import UNFITTED
from knowledge.search.ranking import Thresholds
from knowledge.search.retriever import Retriever
from knowledge.search.training import lesson


def test_a_bad_entry_is_one_line(monkeypatch, capsys):
    def refuse(_folder):
        raise BadFile("entries/a.yml", "ogaki.x", "answer", "必要です\n（空です）")

    monkeypatch.setattr(build, "build", refuse)
    assert build.main() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert all(part in line for part in ("entries/a.yml", "ogaki.x", "answer", "必要です"))


def test_a_folder_that_cannot_be_written_is_one_line(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(build, "search_folder", lambda: tmp_path / "file")
    assert build.main() == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_thresholds_come_with_what_set_them(small_catalogue, lexicon, monkeypatch):
    question = Graded("q", "ogaki", ("住民票をコンビニで取れますか",), "answer", (("印鑑証明書",),), (), "polite")
    monkeypatch.setattr(build, "read_graded", lambda: tuple(replace(question, id=f"q-{number}") for number in range(20)))
    asker = Asker(small_catalogue, Retriever(Index([document_of(entry) for entry in small_catalogue.entries], lexicon).complete()))
    spoken = [lesson(asker.retriever, entry.phrasings[0], entry.municipality, {entry.id}) for entry in small_catalogue.entries]
    confidence, measured = build.fit_confidence(gather(asker, spoken, build.read_graded()), UNFITTED)
    assert confidence.thresholds.clarify <= confidence.thresholds.answer
    assert set(measured) == {"questions", "answered", "wrong", "offers", "offers_holding"}
    assert measured["questions"] == sum(one.part == "calibrate" for one in build.read_graded())


@pytest.mark.parametrize(("confirmed", "fit"), [(build.ENOUGH_CONFIRMED - 1, "fit_plain"), (build.ENOUGH_CONFIRMED, "fit_better")])
def test_the_stack_is_tried_where_enough_is_confirmed(small_catalogue, lexicon, monkeypatch, tmp_path, confirmed, fit):
    asked = []
    for name in ("fit_bare", "fit_plain", "fit_better"):
        monkeypatch.setattr(build, name, lambda _lessons, name=name: asked.append(name) or UNFITTED)
    monkeypatch.setattr(build, "fit_confidence", lambda *_given: (Confidence(Calibration((), (), 0.0), Thresholds(0.4, 0.1), Domain()), {"wrong": 0.0}))
    build.build_models(tmp_path, small_catalogue, lexicon, confirmed=confirmed)
    assert asked == ["fit_bare", fit]
    assert load_measured(tmp_path) == {"wrong": 0.0, "confirmed": confirmed}
