"""What is asked about an entry: when, who, the target, the cost …, read from the words of the question."""

import re
from enum import StrEnum

from knowledge.text.normal import normalise


class Aspect(StrEnum):
    """One side of an entry; `WHAT` is the plain question."""

    WHAT = "what"
    HOW = "how"
    WHEN = "when"
    DEPARTMENT = "department"
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
    DAY = "day"
    PERSON = "person"
    NAME = "name"
    PRIZE = "prize"
    COMPANY = "company"
    SOURCE = "source"
    EXAMPLE = "example"
    REASON = "reason"
    DETAIL = "detail"


# Aspects that a resident acts on. Where the plan is silent on one of these, the answer is `partial`.
STRICT_ASPECTS = frozenset(Aspect) - {Aspect.WHAT, Aspect.HOW, Aspect.WHERE, Aspect.SOURCE, Aspect.EXAMPLE, Aspect.REASON, Aspect.DETAIL}

# The first pattern that matches wins, so the narrow ones come first.
_PATTERNS: tuple[tuple[Aspect, str], ...] = (
    (
        Aspect.CONTACT,
        r"電話番号|問い?合わ?せ先|連絡先|url|アドレス|リンク先|メールアドレス|電話は|何番に(電話|かけ)|(電話|メール)(したい|できます|できる|教えて)",
    ),
    (
        Aspect.PERSON,
        r"(誰|だれ|どなた|人|方|さん|市長|委員|補佐官|室長|部長|課長|本部長|メンバー)(です(か)?|の|は|って)?.{0,8}(名前|氏名)|氏名|お名前",
    ),
    (
        Aspect.COMPANY,
        r"社名|会社名|(?<![事漁農産])業者|メーカー|(何と(い|言)う|どこの|どの|何て)(会社|企業|事業者|製品|ソフト|商品)|(会社|企業|製品|ソフト|商品)(は|って|の名前|はどこ)"
        r".{0,6}(どこ|何|どの)|どこが請け負",
    ),
    (Aspect.NAME, r"(名前|名称)は(もう)?決ま|それぞれの(名前|名称)"),
    (Aspect.PRIZE, r"何が(もらえ|当た)|(何か|なにか)もらえ|景品|特典|賞品|プレゼント"),
    (Aspect.WHO, r"(のは|は)(誰|だれ|どなた)|(誰|だれ|どなた)(向け|のため)"),
    (Aspect.DAY, r"何月何日|何日(に|から|まで|です|$|\?)|日にち|日程|(次|今度|今日|明日|今週|来週|今月|来月)の?.{0,14}(いつ|何日)"),
    (Aspect.SOURCE, r"どこに(書|載|記載)|何ページ|出典|根拠|ソース|(計画|資料)の(どこ|どの)|どの(資料|ページ|計画)"),
    (
        Aspect.COST,
        r"(料金|費用|値段|代金|手数料|使用料|参加費|入場料|利用料|受講料)(は|って|が(かか|いく|必)|を(教|知)|いくら|です|の目安|$)|いくら(?!でも)|無料|有料|ただ(で|です|なの|ですか)|お金(は|が|って)?(かか|いる|要る|必要)|何(億|万|千)?円|円かか|補助(額|金額)|月謝|会費",
    ),
    (Aspect.HOURS, r"時刻|何時(から|まで|に|ごろ|頃|です|$|\?)|営業時間|受付時間|開館時間|開庁|何曜日|曜日|休館日|定休日|土日|夜間|時間帯"),
    (
        Aspect.REQUIREMENT,
        r"持ち物|必要書類|必要な(物|もの|書類|持ち物)|何が(必要|いる|要る)|何を持って|パスワード|暗証番号を|申込(方法|期限|締切)|締め?切|定員|対象年齢|何歳|資格|条件",
    ),
    (
        Aspect.PLACE,
        r"(会場|住所|所在地|場所)(は|って|を(教|知)|が(知|ど)|です|$)|どこの(会場|店|お店|場所|窓口|会議室|施設)|何階|何(町|丁目|区|番地)(に|で|の)?|どこの町|行き方|アクセス方法|駐車場|最寄り"
        r"|(会場|教室|講座|講習会)(は|って)どこ|どこで(やっ|やり|開[いかくけ]|受けら|もらえ|買え|借り|行われ|開催)|どこに行(け|っ)",
    ),
    (
        Aspect.WHEN,
        r"(何年(度)?|いつ)(を|まで|頃|ごろ)?.{0,8}(目指|目標|めざ|ゴール)|(目指|目標)(す|と).{0,10}(何年|いつ)|目標(は|年度?は)(何年|いつ)",
    ),
    (
        Aspect.TARGET,
        r"(?<!番の)(?<!基本)目標|目指|めざ|めど|何(件|人|%|パーセント|割|校|回|台|箇所|か所|ヶ所)(を|に|まで).{0,6}(する|増や|つもり|予定)|(どこ|どれくらい|どのくらい|何%)まで(増|上|高|減|下)[ぁ-ん]*",
    ),
    (
        Aspect.ACTUAL,
        r"実績|実際(に|は)?(何|どれ|どの)|達成(した|でき|率|状況)|結果は|現状(値|は)|今(は|の)?(何|どれくらい|どのくらい)(件|人|%|パーセント|割|校)",
    ),
    (
        Aspect.DEPARTMENT,
        r"担当(は$|は\?|(の|している|する)?(部署|部局|課|部|室|係))|どこの(部署|部|課|室|局|担当)|どの(部署|部|課|室|局)|何(部|課|室)(が|で|です|$)|部署|主管|所管",
    ),
    (
        Aspect.WHO,
        r"担当|どこの(役所|会社|企業|大学)|どの組織|誰が|だれが|どなたが|主体|窓口はどこ|責任者|リーダー|トップは|市のどこ|どこが(やって|担当|取り組|進め|実施|中心|作|つく|する|して|担)",
    ),
    (
        Aspect.WHEN,
        r"いつ(?!も|の間)(まで|から|ごろ|頃)?|何年(度)?(から|まで|に|の|です|なの|$|ごろ|頃|を)|何月|時期|開始|期間|スケジュール|予定は(?!あ|な)|始まる(の|のは)|何年計画|期限|今後の予定",
    ),
    (
        Aspect.QUANTITY,
        r"何(件|人|%|パーセント|割|校|回|台|箇所|か所|カ所|ヶ所|個|種類|世帯|基|社|冊|棟|頭|店|業務|手続|システム|分(?!の)|秒|項目|名|枚|便|路線|番目|位|倍|億|万|つ|羽|匹|言語|か国|ヶ国|か国語|人目|歳|ヘクタール|キロ|km|平方|行|ページ|通|点|段階|本|項|か月|ヶ月|年間|時間)(?!も)|割合|いくつ|(?<![一-龥])(台|校|社|店舗|箇所|か所|種類|施設|路線)数|どれ(くら|ぐら)い|どの(くら|ぐら)い(?!の(間隔|頻度))|人数|件数|回数|何歳代|比率|何分の",
    ),
    (Aspect.REASON, r"なぜ|どうして|何で(?![きすし])|なんで(?![きすし])|理由|何のため|目的|きっかけ|背景"),
    (Aspect.EXAMPLE, r"例(えば|は|を|って|が|に)|具体例|たとえば|どんな例|具体的に(は|どんな|何)"),
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


_COUNTED = (
    r"件|人|名|%|パーセント|割|校|回|台|箇所|か所|カ所|ヶ所|個|種類|世帯|基|社|冊|棟|頭|店|業務|手続き?|システム|"
    r"項目|枚|便|羽|匹|言語|か国語?|倍|つ|本|分(?!の)|秒|時間|か月|ヶ月|年間|歳|ヘクタール|キロ|km|ページ|通|路線|回線|行|点"
)
_COUNTER = re.compile(rf"何({_COUNTED})(?!も)|(?<![一-龥])({_COUNTED})数")


def find_counter(text: str) -> str:
    """What is counted in 「何件」「台数」; empty where nothing is."""
    match = _COUNTER.search(normalise(text))
    return (match[1] or match[2]) if match else ""
