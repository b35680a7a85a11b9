"""An entry's body as flat texts, and back: one text per field, the same in the edit form and in sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.entry import Status
from knowledge.topic import TOPICS
from web.staff.answers.line_format import read_lines, write_lines

Body = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A flat field: its name, its label for staff, and how it is typed."""

    name: str
    label: str
    kind: str = "line"
    hint: str = ""


FACTS = {
    "what": "何か", "how": "方法", "where": "場所・使える所", "when": "時期", "who": "担当・対象", "cost": "費用",
    "hours": "日時", "contact": "連絡先", "example": "例", "reason": "理由",
}  # fmt: skip
STATUSES = {
    Status.RUNNING: "実施中", Status.PLANNED: "予定", Status.CONSIDERING: "検討中", Status.STUDYING: "調査・研究中", Status.FINISHED: "終了",
}  # fmt: skip

_HEAD = (
    Field("id", "ID"),
    Field("question", "質問"),
    Field("phrasings", "言い方", "list", "1行に1つ、5つ以上"),
    Field("answer", "答え", "long"),
    Field("easy_answer", "やさしい日本語", "long"),
    Field("topic", "話題", "choice"),
    Field("concept", "共通の概念"),
    Field("initiative", "取組の名前"),
    Field("project_id", "計画での番号"),
    Field("department", "担当課"),
    Field("status", "状態", "choice"),
    Field("period_from", "期間の始まり", "line", "R5 のように"),
    Field("period_to", "期間の終わり"),
    Field("schedule", "年度ごとの予定", "list", "年度｜内容（例: R6｜本格運用）"),
)
_TAIL = (
    Field("figures", "数値", "list", "名前｜値｜単位"),
    Field("indicators", "指標のID", "list"),
    Field("related", "関係する項目のID", "list"),
    Field("only_with", "この言葉があるときだけ", "list", "どれか1つが質問に入っているときだけ答えます。1行に1つ"),
    Field("sources", "出典", "list", "計画の場所｜ページ"),
    Field("translations", "翻訳", "list", "言語｜質問｜答え（答えの中の改行は \\n）"),
    Field("valid_from", "公開する日", "date"),
    Field("valid_until", "公開を終える日", "date"),
    Field("confirm_by", "確認の期限", "date"),
)
FIELDS = (*_HEAD, *(Field(f"fact_{name}", f"事実: {label}") for name, label in FACTS.items()), *_TAIL)
LABELS = {field.name: field.label for field in FIELDS}
CHOICES = {"topic": TOPICS, "status": {status.value: label for status, label in STATUSES.items()}}

_PLAIN = (
    "id",
    "question",
    "answer",
    "easy_answer",
    "topic",
    "concept",
    "initiative",
    "project_id",
    "department",
    "status",
    "valid_from",
    "valid_until",
    "confirm_by",
)
_LISTS = ("phrasings", "indicators", "related", "only_with")
_NEEDED = frozenset(("id", "question", "answer", "easy_answer", "topic"))


def flatten(body: Mapping[str, Any]) -> dict[str, str]:
    """A body as one text per field."""
    flat = {name: str(body.get(name) or "") for name in _PLAIN}
    period, facts = body.get("period") or {}, body.get("facts") or {}
    flat |= {"period_from": period.get("from") or "", "period_to": period.get("to") or ""}
    flat |= {f"fact_{name}": facts.get(name) or "" for name in FACTS}
    flat |= {name: "\n".join(body.get(name) or ()) for name in _LISTS}
    flat["schedule"] = write_lines([(step["year"], step["text"]) for step in body.get("schedule") or ()])
    flat["figures"] = write_lines([(figure["name"], figure["value"], figure.get("unit") or "") for figure in body.get("figures") or ()])
    flat["sources"] = write_sources(body.get("sources") or ())
    translations = body.get("translations") or {}
    flat["translations"] = write_lines([(language, text["question"], text["answer"]) for language, text in translations.items()])
    return flat


def unflatten(flat: Mapping[str, str]) -> Body:
    """The body that flat texts tell; what is wrong in it shows when it is checked."""
    texts = {field.name: flat.get(field.name, "").replace("\r\n", "\n").strip() for field in FIELDS}
    body: Body = {name: texts[name] or (None if name not in _NEEDED else "") for name in _PLAIN}
    body |= {name: _items(texts[name]) for name in _LISTS}
    body["period"] = {"from": texts["period_from"] or None, "to": texts["period_to"] or None}
    body["facts"] = {name: texts[f"fact_{name}"] or None for name in FACTS}
    body["schedule"] = [_named(row, ("year", "text")) for row in read_lines(texts["schedule"])]
    body["figures"] = [{"unit": ""} | _named(row, ("name", "value", "unit")) for row in read_lines(texts["figures"])]
    body["sources"] = read_sources(texts["sources"])
    body["translations"] = {row[0]: _named(row[1:], ("question", "answer")) for row in read_lines(texts["translations"])}
    return body


def _items(text: str) -> list[str]:
    return [item for line in text.split("\n") if (item := line.strip())]


def _named(row: list[str], names: tuple[str, ...]) -> dict[str, str]:
    """Too many parts are kept under a name that no entry has, so that checking tells."""
    named = dict(zip(names, row, strict=False))
    return named | ({"ほかの区切り": row[len(names)]} if len(row) > len(names) else {})


def write_sources(sources: Iterable[Mapping[str, Any]]) -> str:
    """Sources as lines: the place in the plan, and the page where there is one."""
    return write_lines([_source_line(source) for source in sources])


def read_sources(text: str) -> list[dict[str, Any]]:
    """The sources that lines tell."""
    return [_source(row) for row in read_lines(text)]


def _source_line(source: Mapping[str, Any]) -> tuple[str, ...]:
    page = source.get("page")
    if page is None:
        return (source["section"],)
    # A page that is a text of digits is quoted, so that it does not come back as a number.
    return (source["section"], f'"{page}"' if isinstance(page, str) and page.isdigit() else str(page))


def _source(row: list[str]) -> dict[str, Any]:
    source: dict[str, Any] = _named(row, ("section", "page"))
    page = source.get("page") or None
    if isinstance(page, str):
        page = int(page) if page.isascii() and page.isdigit() else page.strip('"')
    return source | {"page": page}
