"""A small index that needs nothing built."""

import pytest

from knowledge.search.analysis import Analyser
from knowledge.search.document import Document
from knowledge.search.index import Index, Lexicon
from knowledge.search.word_vectors import no_vectors

DOCUMENTS = (
    Document("a.certificate", "住民票をコンビニで取れますか", "マイナンバーカードで取れます。", ("証明書 コンビニ",), ("コンビニ交付",), "a"),
    Document("a.class", "スマートフォンの使い方を教えてもらえますか", "公民館でスマホ教室を開いています。", ("スマホ教室",), (), "a"),
    Document("a.office", "デジタル政策室の役割は何ですか", "構想の策定と実行のマネジメントです。", ("デジタル政策室",), (), "a"),
    Document("b.garbage", "大型ごみの収集を予約できますか", "LINEで予約できます。", ("粗大ごみ LINE",), (), "b"),
    Document("b.dx", "デジタイゼーションとは何ですか", "紙の情報をデータにすることです。", ("デジタイゼーションの意味",), (), "b"),
)
GROUPS = (("ごみ", "ゴミ", "廃棄物"), ("スマートフォン", "スマホ"), ("マイナンバーカード", "マイナカード", "個人番号カード"))


@pytest.fixture(scope="session")
def lexicon():
    return Lexicon(Analyser(GROUPS), no_vectors())


@pytest.fixture(scope="session")
def index(lexicon):
    return Index(DOCUMENTS, lexicon).complete()
