"""Typing errors and bare kana are mended towards the index's words, and nothing else is touched."""

import pytest

from knowledge.search.analysis import Analyser
from knowledge.search.reading import Readings
from knowledge.search.speller import Speller

TEXTS = (
    *("デジタル政策室の役割", "デジタイゼーションの意味", "住民票をコンビニで取る", "スタートアップの支援", "電子申請システム", "スマホスタンプラリー"),
    *("基本理念", "ドローンの活用", "オープンデータのカタログ", "メタバース", "両津湾", "消火の訓練"),
)


@pytest.fixture(scope="module")
def speller():
    readings = Readings(Analyser())
    return Speller([readings.of(text) for text in TEXTS])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("デジタル政索室ってなに", "デジタル政策室ってなに"),
        ("でじたいぜーしょんってなあに", "デジタイゼーションってなあに"),
        ("じゅうみんひょう こんびに", "住民票 コンビニ"),
        ("スタートアツプ", "スタートアップ"),
        ("電子申精システム", "電子申請システム"),
        ("スマホスタソプラリー", "スマホスタンプラリー"),
        ("メタバスってなに", "メタバースってなに"),
        ("おーぷんでーたは どこ", "オープンデータは どこ"),
    ],
)
def test_mends(speller, typed, meant):
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        *(
            "住民票をコンビニで取れますか",
            "両津港からの船",
            "おしえてください",
            "これはなんですか",
            "見逃さないように",
            "どうすればいいでしょうか",
            "カタログを見たい",
            "図書券",
        ),
        *("", "???", "hello", "ーー"),
    ],
)
def test_leaves_alone(speller, text):
    assert speller.correct(text) == text
