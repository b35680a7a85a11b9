"""`python -m knowledge.new_city ID`: a skeleton folder for a municipality, valid from the start, to be filled in by its staff."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue import MUNICIPALITIES, load_municipality
from knowledge.command_line import JapaneseParser
from knowledge.errors import KnowledgeError, SkeletonError

_ID = re.compile(r"[a-z]{2,40}")
_NAME = re.compile(r"[\w ー・ヶ]{1,40}")


@dataclass(frozen=True)
class City:
    """What is known of a municipality at first."""

    id: str
    name: str
    reading: str
    prefecture: str


_FILES = {
    "profile.yml": """\
# 自治体の紹介。書き方は docs/knowledge-format.md にあります。
id: '{id}'
name: '{name}'
reading: '{reading}'
prefecture: '{prefecture}'
description: {name}のご案内です。            # 市の紹介を1文で
aliases: ['{name}']                            # 住民が使う呼び方（かな、ローマ字も）
places: []                                   # この市だけにある地名・施設・サービスの名前
departments: []                              # 計画に出てくる部署
languages: []                                # 住民の言語（計画に書かれている場合だけ）
contacts: []                                 # 窓口: {{label: 代表, phone: 00-0000-0000, hours: 平日 8時30分から17時15分, url: null}}
""",
    "plan.yml": """\
# 答えのもとになる計画
id: {id}-plan
title: {name}の計画                          # 計画の正式な題名
publisher: '{name}'
as_of: 時点は未記入です                      # 例: 令和7年度時点の計画（すべての答えの下に出ます）
period: {{from: null, to: null}}             # 計画の期間（例: {{from: R7, to: R12}}）
where: {name}の公表資料
""",
    "indicators.yml": "# 年度ごとの数値（目標と実績）\n[]\n",
    "inventory.yml": "# 計画にある取り組みの一覧と、それに答える項目\n[]\n",
    "doubtful.yml": "# 文章から確かに読み取れず、答えに使わなかったこと\n[]\n",
    "faq/plan.yml": """\
# よくある質問。下の例の # を外して書き換えてください。
[]
# - id: {id}.plan-overview
#   question: この計画は何ですか
#   phrasings: [5個以上, 住民の言い方で, かなでも, 単語だけでも, 困りごとでも]
#   answer: 1〜4文の、自分の言葉の答え。
#   easy_answer: やさしい日本語の答え。
#   topic: plan
#   sources: [{{section: 第1章, page: 1}}]
""",
}


def write_skeleton(city: City, folder: Path) -> Path:
    """Write the city's folder under `folder` and check that it loads; SkeletonError when the id is bad or taken."""
    if not _ID.fullmatch(city.id):
        raise SkeletonError(f"「{city.id}」は使えません。IDは小文字のローマ字だけ（2〜40字）にしてください（例: otsu）")
    target = folder / city.id
    if target.exists():
        raise SkeletonError(f"{target}: もうあります。別のIDにするか、そのフォルダーを直してください")
    values = {name: _plain(value) for name, value in vars(city).items()}
    try:
        (target / "faq").mkdir(parents=True)
        for name, text in _FILES.items():
            (target / name).write_text(text.format(**values), encoding="utf-8")
    except OSError as error:
        raise SkeletonError(f"{target}: 書き込めません") from error
    load_municipality(target)
    return target


def _plain(value: str) -> str:
    """A value as it may stand inside quotes in YAML: letters alone."""
    if not _NAME.fullmatch(value):
        raise SkeletonError(f"「{value}」は名前に使えません。記号のない名前（40字まで）にしてください")
    return value


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = _parser().parse_args(arguments)
    city = City(given.id, given.name or given.id, given.reading or given.name or given.id, given.prefecture)
    try:
        target = write_skeleton(city, given.folder)
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{target} を作りました。profile.yml と plan.yml を書き、faq/ に質問と答えを足してください（docs/staff-guide.ja.md）。\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = JapaneseParser(prog="python -m knowledge.new_city", description="新しい自治体のフォルダーのひな形を作ります。")
    parser.add_argument("id", metavar="ID", help="小文字のローマ字のID（例: otsu）")
    parser.add_argument("--name", help="自治体の名前（例: 大津市）")
    parser.add_argument("--reading", help="読み（例: おおつし）")
    parser.add_argument("--prefecture", default="都道府県は未記入です", help="都道府県（例: 滋賀県）")
    parser.add_argument("--folder", type=Path, default=MUNICIPALITIES, help="作る場所（指定しないときは knowledge/municipalities）")
    return parser


if __name__ == "__main__":
    sys.exit(main())
