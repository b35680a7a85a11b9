"""What the audit log remembers of a change, in words: the reason first, then the rest."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from knowledge.calendar import JAPAN
from web.staff.people.role import Role

_SHOWN = 300
# In the order shown; a name without a label is shown as it is kept.
LABELS = {
    "reason": "理由", "title": "題", "decision": "扱い", "target": "相手", "questions": "質問", "subjects": "項目", "version": "版", "changes": "変更の数",
    "withdraws": "公開をやめる", "body": "内容", "at": "日時", "send_at": "送る日時", "hours": "時間数", "notice": "お知らせの番号",
    "text": "文", "content": "内容の印",
    "added": "加えた", "removed": "除いた", "kind": "種類", "taken": "取り入れた", "section": "計画の場所", "characters": "文字数", "why": "わけ",
    "by": "方法", "role": "役割", "municipalities": "担当の市", "feedback": "評価に添えられた文", "opinions": "ご意見",
}  # fmt: skip
_WORDS = {
    "why": {"wrong": "名前かパスワードが違う", "locked": "続けて違ったため休止中", "no_account": "アカウントがない"},
    "by": {"openid": "組織のサインイン"},
    "decision": {
        "phrasing": "言い方に加えた", "entry": "新しい項目にする", "out_of_scope": "対象外", "ignored": "対応しない",
        "assigned": "担当課へ", "put_back": "戻した",
    },
    "kind": {"phrasing": "言い方", "synonym": "同義語"},
    "role": {role.value: role.label for role in Role},
}  # fmt: skip


def told_detail(detail: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Pairs of a label and a text, those that people read first in front; what is empty is left out."""
    order = list(LABELS)
    names = sorted(detail or {}, key=lambda name: order.index(name) if name in LABELS else len(order))
    texts = [(name, _text(name, (detail or {})[name])) for name in names]
    return [(LABELS.get(name, name), text[:_SHOWN]) for name, text in texts if text]


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, Mapping):
        return _of_mapping(name, value)
    if isinstance(value, list | tuple):
        return "、".join(str(item) for item in value) or ("すべての市" if name == "municipalities" else "なし")
    if name == "at":
        return datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else _WORDS.get(name, {}).get(str(value), str(value))


def _of_mapping(name: str, value: Mapping[str, Any]) -> str:
    """A change from one value to another, or a body by its question or name."""
    if "from" in value and "to" in value:
        return f"{_text(name, value['from'])} → {_text(name, value['to'])}"
    return str(value.get("question") or value.get("name") or "")
