"""The kind of a document is told by its content; what can't be read is told in one line."""

import pytest

from knowledge.errors import IngestError
from knowledge.ingest import reader
from knowledge.ingest.reader import read_document, read_file


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "この形式は読めません。PDF、HTML、テキスト"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "この形式は読めません"),
        (b"", "文字がひとつもありません"),
        (b" \n\n\t", "文字がひとつもありません"),
        (b"<html><body><script>x</script></body></html>", "文字がひとつもありません"),
        (b"<html>" + b"<div>" * 5000, "文字がひとつもありません|入れ子が深すぎて"),
    ],
)
def test_unreadable(data, told):
    with pytest.raises(IngestError, match=told) as caught:
        read_document(data)
    assert "\n" not in str(caught.value)


def test_files_are_named(tmp_path, monkeypatch):
    with pytest.raises(IngestError, match="ファイルがありません"):
        read_file(tmp_path / "nothing.pdf")
    with pytest.raises(IngestError, match="ファイルを開けません"):
        read_file(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(IngestError, match=r"empty\.txt: 文字がひとつもありません"):
        read_file(tmp_path / "empty.txt")
    monkeypatch.setattr(reader, "MAX_BYTES", 3)
    (tmp_path / "big.txt").write_bytes(b"abcd")
    with pytest.raises(IngestError, match="大きすぎます"):
        read_file(tmp_path / "big.txt")


def test_the_name_does_not_matter(tmp_path, make_pdf):
    path = tmp_path / "plan.txt"
    path.write_bytes(make_pdf([["第1章 計画"]]))
    assert read_file(path).lines[0].page == 1
