"""What is wrong with a field of a knowledge file, in Japanese for the person who wrote it."""

from collections.abc import Mapping
from typing import Any

import yaml

_REASONS = {
    "missing": "必要な項目がありません",
    "unexpected_keyword_argument": "知らない項目名です",
    "extra_forbidden": "知らない項目名です",
    "string_type": "文字にしてください（数字や yes/no は '…' で囲みます）",
    "string_too_short": "空です",
    "string_pattern_mismatch": "書き方が違います（形: {pattern}）",
    "enum": "使える値は {expected} です",
    "too_short": "{min_length}個以上必要です（いまは{actual_length}個）",
    "tuple_type": "一覧（[…] または - で始まる行）にしてください",
    "int_type": "数字にしてください",
    "float_type": "数字にしてください",
    "bool_type": "true か false にしてください",
    "dict_type": "「名前: 値」の形にしてください",
    "dataclass_type": "「名前: 値」の形にしてください",
}


def reason_of(error: Mapping[str, Any]) -> str:
    """The reason in Japanese for one of pydantic's error details; pydantic's own words for a kind not listed."""
    template = _REASONS.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else str(error["msg"])


def field_of(error: Mapping[str, Any]) -> str:
    """Where in the entry the mistake is: sources.0.section."""
    return ".".join(str(part) for part in error["loc"]) or "-"


def reason_unread(error: Exception) -> str:
    """Why a file could not be read as YAML at all, with the line where the parser can tell."""
    if isinstance(error, FileNotFoundError):
        return "ファイルがありません"
    if isinstance(error, UnicodeDecodeError):
        return "文字コードが UTF-8 ではありません"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"YAML として読めません（{error.problem_mark.line + 1}行目）: {error.problem}"
    return " ".join(str(error).split())
