"""The command: a report and drafts, progress on the error stream, one Japanese line for every failure."""

import pytest

from knowledge.ingest.__main__ import main
from knowledge.ingest.reader import read_document

GIVEN = ["--municipality", "sado", "--title", "新しい計画", "--as-of", "令和7年度時点の計画"]


@pytest.fixture
def run(engine, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", str(engine.url))

    def command(name, data, *options):
        path = tmp_path / name
        path.write_bytes(data)
        code = main([str(path), *(options or GIVEN)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


def test_a_pdf(run, make_pdf, tmp_path):
    drafts = tmp_path / "drafts.yml"
    data = make_pdf([["第1章 図書館の充実", "本をネットで予約できます。"], []])
    code, out, err = run("plan.pdf", data, *GIVEN, "--drafts", str(drafts))
    assert code == 0
    assert "取り込みました。文章 1件、答えの下書き 1件。" in out
    assert "読めなかった所: 1件\n  2ページ: 文字の情報がありません" in out
    assert "読み込み 2/2ページ" in err
    assert "図書館の充実では、どんなことをしますか" in drafts.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_a_newer_version_of_a_text(run, encoding):
    text = "第1章:はじめに\n■佐渡市の特徴\n佐渡市の特徴は海岸線です。\n"
    run("plan.txt", text.encode(encoding))
    assert "中身が同じです" in run("plan.txt", text.encode(encoding))[1]
    out = run("plan.txt", text.replace("海岸線", "海岸線と山").encode(encoding))[1]
    assert "第2版として取り込みました" in out
    assert "変わった文章: 1件\n  第1章:はじめに ■佐渡市の特徴「佐渡市の特徴は海岸線と山です。」" in out
    assert "sado.coastline" in out


@pytest.mark.parametrize("municipality", ["sasebo", "ogaki", "nagasaki", "mutsu", "sado"])
def test_the_five_plans_are_readable(plan_file, municipality):
    assert read_document(plan_file(municipality).read_bytes()).problems == ()


def test_a_whole_plan_comes_in(run, plan_file):
    code, out, _ = run("ogaki.txt", plan_file("ogaki").read_bytes(), "--municipality", "ogaki", "--title", "計画", "--as-of", "令和3年度")
    assert code == 0
    assert "読めなかった所" not in out


@pytest.mark.parametrize(
    ("name", "told"),
    [("scanned", "文字認識（OCR）をしてから取り込んでください"), ("protected", "パスワードがかかっているため読めません"), ("word", "この形式は読めません")],
)
def test_failures_are_one_line(run, make_pdf, scanned_pdf, name, told):
    data = {"scanned": scanned_pdf, "protected": make_pdf([["文"]], password="x"), "word": b"PK\x03\x04\x00"}[name]
    code, out, err = run("plan.pdf", data)
    (line,) = [line for line in err.splitlines() if not line.startswith("読み込み ")]
    assert (code, out) == (1, "")
    assert told in line


def test_an_unknown_municipality_is_told(run):
    code, _, err = run("plan.txt", "第1章 概要\n文です。\n".encode(), "--municipality", "otsu", "--title", "計画", "--as-of", "令和7年度")
    assert code == 1
    assert err.startswith("自治体「otsu」がありません。")


def test_drafts_that_can_not_be_written_are_told(run, tmp_path):
    code, _, err = run("plan.txt", "第1章 概要\n文です。\n".encode(), *GIVEN, "--drafts", str(tmp_path / "none" / "x.yml"))
    assert (code, "書き込めません" in err) == (1, True)


def test_a_database_that_is_not_ready_is_told(run, monkeypatch, tmp_path):
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{tmp_path / 'none' / 'x.db'}")
    code, _, err = run("plan.txt", "第1章 概要\n文です。\n".encode())
    assert (code, err.count("\n")) == (1, 1)
    assert "make serve を一度動かしてから" in err


def test_wrong_options_are_one_japanese_line(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["plan.pdf"])
    assert capsys.readouterr().err.startswith("指定が正しくありません")
