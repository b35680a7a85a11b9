"""The build of search's artefacts ends with one line where it can't go on."""

from dataclasses import replace

from knowledge.errors import BadFile
from knowledge.search import build
from knowledge.search.artefacts import read_artefact
from knowledge.search.asker import Asker
from knowledge.search.document import document_of
from knowledge.search.graded import Graded
from knowledge.search.index import Index
from knowledge.search.ranker import LinearRanker
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


def test_the_thresholds_lie_beside_what_set_them(small_catalogue, lexicon, monkeypatch, tmp_path):
    question = Graded("q", "ogaki", ("住民票をコンビニで取れますか",), "answer", (("印鑑証明書",),), (), "polite")
    monkeypatch.setattr(build, "read_graded", lambda: tuple(replace(question, id=f"q-{number}") for number in range(20)))
    asker = Asker(small_catalogue, Retriever(Index([document_of(entry) for entry in small_catalogue.entries], lexicon).complete()))
    spoken = [lesson(asker.retriever, entry.phrasings[0], entry.municipality, {entry.id}) for entry in small_catalogue.entries]
    build.build_confidence(tmp_path, asker, spoken, LinearRanker((), (), ()))
    content = read_artefact(tmp_path / "confidence.json")
    assert content["thresholds"]["clarify"] <= content["thresholds"]["answer"]
    assert set(content["measured"]) == {"questions", "answered", "wrong", "offers", "offers_holding"}
    assert content["measured"]["questions"] == sum(one.part == "calibrate" for one in build.read_graded())
