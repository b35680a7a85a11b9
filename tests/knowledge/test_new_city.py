"""A new municipality's skeleton is valid from the start, and nothing that exists is overwritten."""

import pytest

from knowledge.catalogue import MUNICIPALITIES, load_municipality
from knowledge.inventory import read_doubts, read_inventory
from knowledge.new_city import main


def test_the_skeleton_loads(tmp_path, capsys):
    assert main(["otsu", "--name", "大津市", "--reading", "おおつし", "--prefecture", "滋賀県", "--folder", str(tmp_path)]) == 0
    city = load_municipality(tmp_path / "otsu")
    assert (city.profile.name, city.profile.reading, city.profile.prefecture, city.entries) == ("大津市", "おおつし", "滋賀県", ())
    assert (read_inventory(tmp_path / "otsu"), read_doubts(tmp_path / "otsu")) == ((), ())
    assert "docs/staff-guide.ja.md" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["otsu", "no", "null", "on"])
def test_the_id_alone_is_enough(tmp_path, name):
    assert main([name, "--folder", str(tmp_path)]) == 0
    assert load_municipality(tmp_path / name).profile.id == name


def test_the_example_in_the_skeleton_is_a_valid_entry(tmp_path):
    main(["otsu", "--folder", str(tmp_path)])
    path = tmp_path / "otsu" / "faq" / "plan.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line[2:] for line in lines if line.startswith(("# - ", "#   "))), encoding="utf-8")
    assert [entry.id for entry in load_municipality(tmp_path / "otsu").entries] == ["otsu.plan-overview"]


@pytest.mark.parametrize("name", ["Otsu", "otsu-shi", "大津", "../x", "o", "a" * 41, "otsu1"])
def test_a_bad_id_is_refused(tmp_path, capsys, name):
    assert main([name, "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"「{name}」は使えません。IDは小文字のローマ字だけ（2〜40字）にしてください（例: otsu）\n"
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_stays(capsys):
    before = (MUNICIPALITIES / "sado" / "profile.yml").read_bytes()
    assert main(["sado"]) == 1
    assert "もうあります" in capsys.readouterr().err
    assert (MUNICIPALITIES / "sado" / "profile.yml").read_bytes() == before


@pytest.mark.parametrize("name", ["a, b: [", "大津市\nid: x", "'", " " * 41])
def test_a_name_with_signs_is_refused(tmp_path, capsys, name):
    assert main(["otsu", "--name", name, "--folder", str(tmp_path)]) == 1
    assert "名前に使えません" in capsys.readouterr().err


def test_a_folder_that_can_not_be_written_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["otsu", "--folder", str(tmp_path / "file")]) == 1
    assert "書き込めません" in capsys.readouterr().err


def test_a_missing_id_is_one_japanese_line(capsys):
    with pytest.raises(SystemExit, match="2"):
        main([])
    told = capsys.readouterr().err
    assert told.startswith("指定が正しくありません")
    assert told.count("\n") == 1
