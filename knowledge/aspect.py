"""What is asked about an entry: when, who, the target, the cost …, read from the words of the question."""

import re
from enum import StrEnum

from knowledge.text.normal import normalise


class Aspect(StrEnum):
    """One side of an entry; `WHAT` is the plain question."""

    WHAT = "what"
    HOW = "how"
    WHEN = "when"
    WHO = "who"
    TARGET = "target"
    ACTUAL = "actual"
    QUANTITY = "quantity"
    COST = "cost"
    WHERE = "where"
    PLACE = "place"
    HOURS = "hours"
    CONTACT = "contact"
    REQUIREMENT = "requirement"
    SOURCE = "source"
    EXAMPLE = "example"
    REASON = "reason"
    DETAIL = "detail"


# Aspects that a resident acts on. Where the plan is silent on one of these, the answer is `partial`.
STRICT_ASPECTS = frozenset(
    (Aspect.WHEN, Aspect.WHO, Aspect.TARGET, Aspect.ACTUAL, Aspect.QUANTITY, Aspect.COST, Aspect.PLACE, Aspect.HOURS, Aspect.CONTACT, Aspect.REQUIREMENT)
)

# The first pattern that matches wins, so the narrow ones come first.
_PATTERNS: tuple[tuple[Aspect, str], ...] = (
    (Aspect.CONTACT, r"電話番号|問い?合わ?せ先|連絡先|メールアドレス|電話は|何番に(電話|かけ)|(電話|メール)(したい|できます|できる|教えて)"),
    (Aspect.SOURCE, r"どこに(書|載|記載)|何ページ|出典|根拠|ソース|(計画|資料)の(どこ|どの)|どの(資料|ページ|計画)"),
    (
        Aspect.COST,
        r"料金|費用|値段|代金|手数料|いくら(?!でも)|無料|有料|ただ(で|です|なの|ですか)|お金(は|が|って)?(かか|いる|要る|必要)|何円|使用料|参加費|入場料|利用料|予算|円かか|補助(額|金額)|月謝|会費",
    ),
    (Aspect.HOURS, r"何時(から|まで|に|ごろ|頃|です|$|\?)|営業時間|受付時間|開館時間|開庁|何曜日|曜日|休館日|定休日|土日|夜間|時間帯"),
    (
        Aspect.REQUIREMENT,
        r"持ち物|必要書類|必要な(物|もの|書類|持ち物)|何が(必要|いる|要る)|何を持って|パスワード|暗証番号を|申込(方法|期限|締切)|締め?切|定員|対象年齢|何歳|資格|条件",
    ),
    (Aspect.PLACE, r"会場|住所|所在地|どこの(会場|店|お店|場所|窓口|会議室|施設)|(開催|設置|実施)?場所|何階|行き方|アクセス方法|駐車場|最寄り"),
    (
        Aspect.TARGET,
        r"(?<!番の)目標|目指|めざ|めど|何(件|人|%|パーセント|割|校|回|台|箇所|か所|ヶ所)(を|に|まで).{0,6}(する|増や|つもり|予定)|(どこ|どれくらい|どのくらい|何%)まで(増|上|高|減|下)",
    ),
    (
        Aspect.ACTUAL,
        r"実績|実際(に|は)?(何|どれ|どの)|達成(した|でき|率|状況)|結果は|現状(値|は)|今(は|の)?(何|どれくらい|どのくらい)(件|人|%|パーセント|割|校)",
    ),
    (
        Aspect.WHO,
        r"担当|どこの(部署|部|課|室|局|役所|会社|企業|大学)|どの(部署|部|課|室|局|組織)|何(部|課|室)(が|で|です|$)|部署|誰が|だれが|どなたが|主体|窓口はどこ|責任者|リーダー|トップは|市のどこ|どこが(やって|担当|取り組|進め|実施|中心|作|つく|する|して|担)|主管",
    ),
    (
        Aspect.WHEN,
        r"いつ(?!も|の間)|何年(度)?(から|まで|に|の|です|なの|$|ごろ|頃|を)|何月|時期|開始|期間|スケジュール|予定は(?!あ|な)|始まる(の|のは)|何年計画|期限|今後の予定",
    ),
    (
        Aspect.QUANTITY,
        r"何(件|人|%|パーセント|割|校|回|台|箇所|か所|カ所|ヶ所|個|種類|世帯|基|社|冊|棟|頭|店|業務|手続|システム|項目|名|枚|便|路線|番目|位|倍|億|万|つ)(?!も)|割合|いくつ|どれ(くら|ぐら)い|どの(くら|ぐら)い|人数|件数|回数|何歳代|比率|何分の",
    ),
    (Aspect.REASON, r"なぜ|どうして|何で(?!き)|なんで(?!き)|理由|何のため|目的|きっかけ|背景"),
    (Aspect.EXAMPLE, r"例(えば|は|を|って|が)|具体例|たとえば|どんな例|具体的に(は|どんな|何)"),
    (Aspect.DETAIL, r"もっと|(?<!に)詳し[いく]?(?!人)|くわし[いく]?(?!人)|詳細|ほかには|他には|(?<!手)続き"),
    (Aspect.WHERE, r"どこ|どちら|何処"),
    (Aspect.HOW, r"どうやって|どうすれば|どのように|方法|やり方|仕方|使い方|手順|どうしたら"),
)
_COMPILED = tuple((aspect, re.compile(pattern)) for aspect, pattern in _PATTERNS)


def find_aspect(text: str) -> Aspect:
    """The aspect a question asks for; `WHAT` where no word tells."""
    folded = normalise(text)
    return next((aspect for aspect, pattern in _COMPILED if pattern.search(folded)), Aspect.WHAT)


def aspect_words(text: str) -> str:
    """The text without the words that tell its aspect."""
    folded = normalise(text)
    for _, pattern in _COMPILED:
        folded = pattern.sub(" ", folded)
    return folded
