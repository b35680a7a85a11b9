"""Residents' questions in their dialect find the entry that the same question in standard Japanese finds."""

import pytest

from knowledge.clerk import build_clerk
from knowledge.memory import Memory
from knowledge.search.search import Search


@pytest.fixture(scope="module")
def clerk(catalogue):
    return build_clerk(catalogue, Search(catalogue.entries))


def found(clerk, text, city):
    outcome = clerk.answer(text, Memory(municipality=city))
    return outcome.resolution, outcome.memory.entry_id


@pytest.mark.parametrize(
    ("city", "dialect", "plain"),
    [
        ("nagasaki", "電子契約システムはいつから始まるとですか", "電子契約システムはいつから始まりますか"),
        ("nagasaki", "オープンデータってどげんもんね？", "オープンデータとはどんなものですか"),
        ("nagasaki", "いちご農家ばしよるけん、助けはなかと？", "いちご農家への支援はありますか"),
        ("sasebo", "RPAって市役所で使いよっと？", "市役所でRPAは使われていますか"),
        ("sasebo", "赤潮ば見張る仕組みはあるとやろか", "赤潮を見張る仕組みはありますか"),
        ("sasebo", "道路の壊れとるとこばLINEで知らせられると？", "道路が壊れているところをLINEで知らせられますか"),
        ("sasebo", "生成AIば市役所はどげん使いよるとね", "生成AIを市役所はどう使っていますか"),
        ("sasebo", "子育てのアプリはあるけん？どげんとね？", "子育てのアプリはありますか"),
        ("sado", "トキは野生で暮らしとるっちゃか", "トキは野生で暮らしていますか"),
        ("sado", "DXってなんだっちゃ", "DXって何ですか"),
        ("sado", "佐渡の人口はどんだけ減っとるだっちゃ？", "佐渡の人口はどれくらい減っていますか"),
        ("sado", "市長さんがDXの責任者だっちゃね？", "市長がDXの責任者ですか"),
        ("sado", "マイナンバーカードはどんくらい広まっとるっちゃ", "マイナンバーカードはどれくらい普及していますか"),
        ("mutsu", "公共施設の予約はネットでできるんだべか", "公共施設の予約はネットでできますか"),
        ("mutsu", "コンビニで住民票とれるべ？", "コンビニで住民票は取れますか"),
        ("mutsu", "市役所でRPAは使ってらんだが", "市役所でRPAは使っていますか"),
        ("mutsu", "地域通貨ばいつから始めるんだべ", "地域通貨はいつから始まりますか"),
        ("mutsu", "スマホの教室さ行きてぇ、教えてけろ", "スマホの教室に行きたい、教えてください"),
        ("ogaki", "住民票、コンビニで取れるんやろ？", "住民票はコンビニで取れますか"),
        ("ogaki", "消防団はドローン使っとるんか？", "消防団はドローンを使っていますか"),
        ("ogaki", "電子図書館で何ができるんやて？", "電子図書館では何ができますか"),
        ("ogaki", "公衆Wi-Fi、どこで使えるんやて", "公衆Wi-Fiはどこで使えますか"),
        ("ogaki", "オンライン手続きの目標はなんぼやて", "オンライン手続きの目標はいくつですか"),
        ("ogaki", "スマホ教室、どこでやっとるの", "スマホ教室はどこでやっていますか"),
        ("ogaki", "市税はスマホで払えるんかね、どうやるんやて", "市税はスマホで払えますか"),
        ("ogaki", "書かない窓口やっとるんやてね", "書かない窓口はありますか"),
        ("nagasaki", "チャットボットはもう使いよると？", "チャットボットはもう使っていますか"),
        ("nagasaki", "データ連携基盤てどげんもんね", "データ連携基盤とはどんなものですか"),
        ("nagasaki", "電子契約ば始めるとはなんでね", "電子契約を始めるのはなぜですか"),
        ("nagasaki", "マイナンバーカードのキャンペーンは何が当たると？", "マイナンバーカードのキャンペーンは何が当たりますか"),
        ("sado", "トキはどこにおるっちゃ", "トキはどこにいますか"),
        ("sado", "デジタイゼーションってなんだっちゃ", "デジタイゼーションとは何ですか"),
        ("mutsu", "電子決裁はいつから使えるんだべ", "電子決裁はいつから使えますか"),
        ("mutsu", "住民パスポートってなんだべ", "住民パスポートとは何ですか"),
        ("mutsu", "都市OSってなんだべか", "都市OSとは何ですか"),
        ("ogaki", "オンライン診療はもう始まっとるの？", "オンライン診療はもう始まっていますか"),
        ("ogaki", "スマートシティの計画は何年までやろ？", "スマートシティの計画は何年までですか"),
        ("ogaki", "キャッシュレスで払えるんやろか、市の窓口", "市の窓口でキャッシュレスで払えますか"),
        ("sasebo", "学校の体育館の予約はスマホでできると？", "学校の体育館の予約はスマホでできますか"),
    ],
)
def test_dialect_finds_the_same(clerk, city, dialect, plain):
    resolution, entry = found(clerk, dialect, city)
    assert entry is not None
    assert (resolution, entry) == found(clerk, plain, city)
