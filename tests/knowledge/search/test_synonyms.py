"""The staff's table: readable, without empty rows, and found in texts."""

import pytest

from knowledge.errors import BadFile
from knowledge.search.analysis import Analyser
from knowledge.search.synonym_file import read_synonyms


@pytest.fixture(scope="module")
def analyser():
    return Analyser(read_synonyms())


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("マイナカードを使いたい", "マイナンバーカードの利用"),
        ("引っ越ししてきた", "転居の届出"),
        ("ペイペイで払える", "キャッシュレス決済"),
        ("住基カード", "住民基本台帳カード"),
        ("ハンコがいる", "印鑑が必要"),
        ("粗大ごみ", "大型ごみ"),
        ("保育園", "保育所"),
    ],
)
def test_two_wordings_share_a_meaning(analyser, left, right):
    shared = set(analyser.terms(left).words) & set(analyser.terms(right).words)
    assert any(word.startswith("≡") for word in shared)


@pytest.mark.parametrize("content", ["- ごみ", "- [ごみ]", "- [ごみ, 119]", "- [ごみ, '']"])
def test_a_bad_row_is_named(tmp_path, content):
    (tmp_path / "synonyms.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match="1行目"):
        read_synonyms(tmp_path / "synonyms.yml")
