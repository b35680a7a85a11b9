"""A resident's message, read: cities, fiscal years, aspect, and whether it stands alone."""

import re
from dataclasses import dataclass

from knowledge.aspect import Aspect, aspect_words, find_aspect, find_counter
from knowledge.text.city_name import CityNames
from knowledge.text.dialect import standard
from knowledge.text.fiscal_year import find_years
from knowledge.text.normal import as_spoken, normalise
from knowledge.text.tokens import topic_words

_POINTING = re.compile(
    r"^(それ|これ|あれ|その|この(?!計画|構想|戦略|市|まち|街|チャット|資料|アプリ|サービス|ページ|さき|先|まま|ごろ|頃|ほか|他|たび|度|間|前|辺)|あの|そっち|そちら|さっき|今の|上の)|(それ|これ)(って|は|の|に|を|で|が|も)"
)
_CONTRAST = re.compile(
    r"^(じゃ(あ)?|では|でわ|なら|それなら|それでは|んじゃ|ほな|だったら)[、, ]*"
    r"|(はどう|だとどう|の場合)(は|です|でしょう|なの)?.{0,3}$|(は|だと|なら)(\?|。)?$"
)

# A part, or the next, of what was told before.
_NARROWING = re.compile(
    r"に限(る|って|れば|定)|(だけ|のみ)(だと|では|なら)|^(じゃ(あ)?|では|ほな)?[、, ]*(その)?((次|[2-9二三四五]番目)(に|は)|[2-9二三四五]番目の)"
)

# Words that say nothing of the topic in a follow-up: 「どこの部署がやってるの」「いつから使えるの」.
_LIGHT = frozenset(
    """
    使える 使う 始まる 始める 開始 予定 利用 受ける 担当 部署 課 部 室 目標 実績 値 数字 数値 詳しい 詳細 もの 場所 書く 書ける 載る 時期
    年度 年 もう少し もっと 更に もう 今 現在 終わる 続く 続き 出典 ページ 根拠 誰 他 外 別 都市 自治体 結果 達成 状況 割合 人数 件数 いくつ
    幾つ 位 程 ぐらい どれ どの 具体 例 理由 方法 遣り方 手順 本格 的 実際 取り組む 取り組み 取組 内容 説明 質問 お願い 願う 御 頼む 済む 住む 戻る
    申し込む 申込 対象 掛かる 料金 費用 金 必要 時間 電話 番号 連絡 先 問い合わせ 窓口 同じ 話 件 然して じゃあ なら 因みに 後 付ける 付く
    分かる 判る 解る 大丈夫 本当 まだ 既に 全部 全て 一番 何時 出来 実施 進む 進める 遣る 聞ける 訳 って さ ね よ ずつ 月 日 度 前 次
    """.split()
)


@dataclass(frozen=True)
class Question:
    """What a message says: `words` name its topic, `counter` what is counted (何件 → 件).

    `points_back`, `contrasts` and `narrows` tell that it leans on the message before.
    """

    text: str
    cities: tuple[str, ...]
    years: tuple[int, ...]
    aspect: Aspect
    words: tuple[str, ...]
    points_back: bool
    contrasts: bool
    counter: str = ""
    narrows: bool = False

    @property
    def stands_alone(self) -> bool:
        """False for a message that has no topic of its own."""
        return bool(self.words) and not self.points_back


def read_question(text: str, names: CityNames) -> Question:
    """Read a message; the text kept is the one to search, without the city's name."""
    folded = standard(as_spoken(normalise(text)))
    cities = names.find(folded)
    years = find_years(folded)
    bare = _without(folded, [(m.start, m.end) for m in cities])
    named = [(m.start, m.end) for m in cities] + [(y.start, y.end) for y in years]
    return Question(
        text=_without(folded, [(m.start, m.end) for m in cities if len(folded) > m.end - m.start]).strip(" 、,。の") or folded,
        cities=tuple(dict.fromkeys(m.municipality for m in cities)),
        years=tuple(dict.fromkeys(y.year for y in years)),
        aspect=find_aspect(bare),
        words=_words(_without(folded, named)),
        points_back=bool(_POINTING.search(bare.strip())),
        contrasts=bool(_CONTRAST.search(bare.strip())),
        counter=find_counter(bare),
        narrows=bool(_NARROWING.search(bare.strip())),
    )


def _words(text: str) -> tuple[str, ...]:
    rest = _NARROWING.sub(" ", _CONTRAST.sub(" ", _POINTING.sub(" ", aspect_words(text))))
    return tuple(word for word in topic_words(rest) if word not in _LIGHT)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " * (end - start) + text[end:]
    return re.sub(" +", " ", text) if spans else text
