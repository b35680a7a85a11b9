"""The build of search's artefacts ends with one line where it can't go on."""

from knowledge.errors import BadFile
from knowledge.search import build


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
