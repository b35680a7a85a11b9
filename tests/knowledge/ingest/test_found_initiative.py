"""Initiatives in a passage: marked items, and projects with an id."""

import pytest

from knowledge.ingest.found_initiative import FoundInitiative, find_initiatives


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- ◆ 電子図書館の推進\n- ◆ こどもICT講座の充実", [FoundInitiative("電子図書館の推進"), FoundInitiative("こどもICT講座の充実")]),
        ("◎ チャレンジ企業応援事業\n補助をします。", [FoundInitiative("チャレンジ企業応援事業")]),
        ("【観光1-1-4】デジタルマップの活用", [FoundInitiative("デジタルマップの活用", "観光1-1-4")]),
        ("職場環境1-b-3-1 印刷環境の見直し ○⇒⇒", [FoundInitiative("印刷環境の見直し ○⇒⇒", "職場環境1-b-3-1")]),
        ("◆ 電子図書館の推進\n◆ 電子図書館の推進", [FoundInitiative("電子図書館の推進")]),
        ("◆ 電子図書館を進めます。\n・ ふつうの箇条書き", []),
    ],
)
def test_find(text, found):
    assert list(find_initiatives(text)) == found


def test_ogaki_and_sasebo(plan_file):
    marked = {one.name for one in find_initiatives(plan_file("ogaki").read_text(encoding="utf-8"))}
    assert {"子育て支援アプリの充実", "AI会議録作成システムの導入検討", "電子図書館の推進"} <= marked
    ids = {one.id for one in find_initiatives(plan_file("sasebo").read_text(encoding="utf-8"))}
    assert {"窓口1-1-1", "観光1-1-4"} <= ids
