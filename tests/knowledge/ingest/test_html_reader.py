"""HTML pages: headings with levels, tables as rows, menus left out, any declared encoding."""

import pytest

from knowledge.ingest.cutting import cut
from knowledge.ingest.passage import Passage
from knowledge.ingest.reader import read_document
from knowledge.ingest.reading import Line

PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="{charset}"><title>計画</title><style>p {{color: red}}</style></head>
<body><nav><a href="/">トップ</a></nav><main>
<h1>DX推進計画</h1><p>この計画は<b>令和6年度</b>に<br>作りました。</p>
<h2>窓口</h2><ul><li>書かない窓口</li><li>待たない窓口</li></ul>
<table><tr><th>年度</th><th>件数</th></tr><tr><td>令和6年度</td><td>１，２００ 件</td></tr></table>
<div>①住民票 <div>㈱の届け</div></div><img src="a.png"><script>alert(1)</script></main><footer>電話</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "Shift_JIS", "EUC-JP", "iso-2022-jp"])
def test_page(charset):
    encoding = {"Shift_JIS": "cp932", "EUC-JP": "euc_jis_2004", "iso-2022-jp": "iso2022_jp_ext"}.get(charset, charset)
    text = PAGE.format(charset=charset)
    if charset == "iso-2022-jp":
        text = text.replace("①", "1").replace("㈱", "株")
    lines = [line.text for line in read_document(text.encode(encoding, errors="replace")).lines]
    assert lines[:5] == ["DX推進計画", "この計画は令和6年度に", "作りました。", "窓口", "書かない窓口"]
    assert "令和6年度\t１，２００ 件" in lines
    assert not {"トップ", "電話", "alert(1)"} & set(lines)


def test_headings_have_levels_and_become_paths():
    reading = read_document(PAGE.format(charset="utf-8").encode())
    assert [line for line in reading.lines if line.level] == [Line("DX推進計画", level=1), Line("窓口", level=2)]
    first, second, *_ = cut(reading)
    assert first == Passage(("DX推進計画",), "この計画は令和6年度に\n作りました。")
    assert second.path == ("DX推進計画", "窓口")


def test_pictures_are_reported():
    (problem,) = read_document(PAGE.format(charset="utf-8").encode()).problems
    assert "画像が1枚" in problem.what


def test_a_wrong_declaration_is_overruled():
    page = PAGE.format(charset="utf-8").encode("cp932")
    assert read_document(page).lines[0].text == "DX推進計画"
