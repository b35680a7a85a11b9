"""Progress is shown without flooding, and mistakes in one Japanese line."""

from io import StringIO

import pytest

from knowledge.command_line import JapaneseParser, ShownProgress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream, whole):
    progress = ShownProgress("読み込み", "ページ", stream)
    for done in range(1, whole + 1):
        progress(done, whole)
    return stream.getvalue()


@pytest.mark.parametrize(("whole", "lines"), [(1, 1), (7, 7), (10, 10), (300, 10), (303, 10)])
def test_a_tenth_at_a_time_in_a_file(whole, lines):
    text = shown(StringIO(), whole)
    assert text.count("\n") == lines
    assert text.endswith(f"読み込み {whole}/{whole}ページ\n")


def test_one_line_on_a_terminal():
    text = shown(Terminal(), 300)
    assert (text.count("\n"), text.count("\r")) == (1, 300)


def test_mistakes_are_one_japanese_line(capsys):
    parser = JapaneseParser(prog="python -m knowledge.ingest")
    parser.add_argument("file")
    with pytest.raises(SystemExit, match="2"):
        parser.parse_args([])
    assert capsys.readouterr().err.startswith("指定が正しくありません（")
